package dev.calima.sql.type;

/**
 * What we believe of one value: the byte that stands for it in {@code observation_day.flags}. Codes 1 to 63 may be used
 * in means, models and maps; 64 and up are kept as published but may not.
 */
public enum QualityFlag {
    /** Nothing was published for the step; its value is null. */
    ABSENT(0),
    /** Valid, says the publisher, and plausible. */
    VALID(1),
    /** Valid, but the file does not tell which of the two hours of the autumn clock change it is. */
    VALID_AMBIGUOUS_HOUR(2),
    /** Not valid, says the publisher. */
    INVALID(64),
    /** Valid, says the publisher, but outside the parameter's plausible range. */
    IMPLAUSIBLE(65);

    private static final int FIRST_UNUSABLE = 64;

    private final byte code;

    QualityFlag(int code) {
        this.code = (byte) code;
    }

    /** The byte stored. */
    public byte code() {
        return code;
    }

    /** Whether a value with the stored byte {@code code} may be used. */
    public static boolean isUsable(byte code) {
        return code > 0 && code < FIRST_UNUSABLE;
    }

    /** @throws IllegalArgumentException when no flag has this code */
    public static QualityFlag of(byte code) {
        for (QualityFlag flag : values()) {
            if (flag.code == code) {
                return flag;
            }
        }
        throw new IllegalArgumentException("no quality flag has the code " + code);
    }
}
