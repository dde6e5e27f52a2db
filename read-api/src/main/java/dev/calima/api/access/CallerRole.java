package dev.calima.api.access;

import java.util.Locale;

/** What a caller is, which decides how much it may ask. All but the first come with a key. */
public enum CallerRole {
    /** Nobody that we know: counted by address. */
    ANONYMOUS,
    /** Somebody who reads. */
    READER,
    /** Somebody who reads much, such as another platform. */
    PARTNER,
    /** Somebody who runs this platform. */
    OPERATOR,
    /** Somebody who is responsible for this platform. */
    ADMIN;

    /** The name, as in the settings, in the database and in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no role has that name */
    static CallerRole of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
