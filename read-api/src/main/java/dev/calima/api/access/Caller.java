package dev.calima.api.access;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param subject under which its requests are counted, over all nodes
 * @param role what it is
 * @param key its key; null without one
 */
record Caller(String subject, CallerRole role, @Nullable StoredKey key) {

    /** Attribute of a request: its caller. */
    static final String ATTRIBUTE = "calima.caller";

    /** Somebody without a key. */
    static Caller at(String address) {
        return new Caller("address " + address, CallerRole.ANONYMOUS, null);
    }

    /** The holder of a key. */
    static Caller with(StoredKey key) {
        return new Caller("key " + key.id(), key.role(), key);
    }
}
