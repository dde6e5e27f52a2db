package dev.calima.sql.type;

/**
 * How far a value has been looked through, in the words and numbers of the European Environment Agency (Data Dictionary,
 * vocabulary {@code observationverification}). It also decides which of two sources counts: a value never gives way to
 * one that has been looked through less.
 */
public enum Verification {
    /** Verified: the publisher's last word. */
    VERIFIED(1),
    /** Preliminary verified. */
    PRELIMINARY(2),
    /** Not verified, such as real-time values. */
    NOT_VERIFIED(3);

    private final int code;

    Verification(int code) {
        this.code = code;
    }

    /** The number of the vocabulary, 1 to 3: the smaller, the stronger. */
    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException when no verification has this code */
    public static Verification of(int code) {
        return switch (code) {
            case 1 -> VERIFIED;
            case 2 -> PRELIMINARY;
            case 3 -> NOT_VERIFIED;
            default -> throw new IllegalArgumentException("no verification has the code " + code);
        };
    }
}
