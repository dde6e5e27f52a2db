package dev.calima.sql.type;

import org.jspecify.annotations.Nullable;

/**
 * Whether a value may be used, in the words and numbers of the European Environment Agency (Data Dictionary, vocabulary
 * {@code observationvalidity}).
 */
public enum Validity {
    /** Valid. */
    VALID(1, 1),
    /** Valid, below the detection limit, and the measured number is given. */
    BELOW_DETECTION(2, 2),
    /** Valid, below the detection limit, and half of the limit is given. */
    BELOW_DETECTION_REPLACED(3, 3),
    /** Valid, measured against the international reference for ozone CCQM.O3.2019. */
    CCQM_OZONE(4, 4),
    /** Not valid. */
    NOT_VALID(-1, 5),
    /** Not valid because of maintenance or calibration. */
    MAINTENANCE(-99, 6);

    private static final @Nullable Validity[] BY_BITS = {
        null, VALID, BELOW_DETECTION, BELOW_DETECTION_REPLACED, CCQM_OZONE, NOT_VALID, MAINTENANCE, null
    };

    private final int code;
    private final int bits;

    Validity(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** The number of the vocabulary. */
    public int code() {
        return code;
    }

    /** Whether such a value may be used. */
    public boolean isValid() {
        return code > 0;
    }

    /** The three bits that stand for it in {@link QualityFlag}. */
    int bits() {
        return bits;
    }

    /** @throws IllegalArgumentException when no validity has these bits */
    static Validity ofBits(int bits) {
        @Nullable Validity found = BY_BITS[bits];
        if (found == null) {
            throw new IllegalArgumentException("no validity has the bits " + bits);
        }
        return found;
    }
}
