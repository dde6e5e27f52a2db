package dev.calima.api.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database says about a key.
 *
 * @param id its id
 * @param name whose it is, or what for
 * @param role what it is for
 * @param groups names of groups, may be none
 * @param hmac HMAC of the whole key; 32 bytes
 * @param expiresAt from when on it opens nothing; null for never
 * @param expired whether that moment has come, by the database's clock
 * @param revoked whether it was taken back
 */
@SuppressWarnings("ArrayRecordComponent") // looked up by its id, and never compared
record StoredKey(
        String id,
        String name,
        CallerRole role,
        List<String> groups,
        byte[] hmac,
        @Nullable Instant expiresAt,
        boolean expired,
        boolean revoked) {

    StoredKey {
        groups = List.copyOf(groups);
    }
}
