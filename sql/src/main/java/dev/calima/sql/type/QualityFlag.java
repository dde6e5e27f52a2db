package dev.calima.sql.type;

/**
 * The byte that stands for one step in {@code observation_day.flags}:
 *
 * <pre>
 * 0          nothing was published for the step
 * bits 0-2   {@link Validity}, what the publisher says: 1 to 4 valid, 5 not valid (-1), 6 maintenance (-99)
 * bit  3     the file does not tell which of the two hours of the autumn clock change it is
 * bits 4-5   {@link Verification}: 1 verified, 2 preliminary, 3 not verified; 0 is read as 3
 * bit  6     the value may not be used: not valid, or one of our rules speaks against it
 * bit  7     which of our rules ({@link QualityRule}) stands in {@code observation_day.quality}
 * </pre>
 *
 * So 1 to 63, and nothing else, may be used in means, models and maps.
 */
public final class QualityFlag {

    /** Nothing was published for the step; its value is null. */
    public static final byte ABSENT = 0;

    private static final int VALIDITY = 0x07;
    private static final int AMBIGUOUS = 0x08;
    private static final int VERIFICATION_SHIFT = 4;
    private static final int VERIFICATION = 0x30;
    private static final int UNUSABLE = 0x40;
    private static final int SUSPECT = 0x80;

    private QualityFlag() {}

    /**
     * The byte of a published step.
     *
     * @param ambiguous whether the file does not tell which of the two hours of the autumn clock change it is
     */
    public static byte of(Validity validity, Verification verification, boolean ambiguous) {
        int flag = validity.bits() | (verification.code() << VERIFICATION_SHIFT);
        if (ambiguous) {
            flag |= AMBIGUOUS;
        }
        if (!validity.isValid()) {
            flag |= UNUSABLE;
        }
        return (byte) flag;
    }

    /** The same step with these bits of {@link QualityRule}; 0 takes earlier ones away. */
    public static byte with(byte flag, byte quality) {
        if (flag == ABSENT) {
            return ABSENT;
        }
        int plain = flag & ~(UNUSABLE | SUSPECT);
        if (quality != 0) {
            return (byte) (plain | SUSPECT | UNUSABLE);
        }
        return (byte) (validity(flag).isValid() ? plain : plain | UNUSABLE);
    }

    /** Whether a value with this byte may be used. */
    public static boolean isUsable(byte flag) {
        return flag > 0 && flag < UNUSABLE;
    }

    /** Whether one of our rules speaks against it. */
    public static boolean isSuspect(byte flag) {
        return (flag & SUSPECT) != 0;
    }

    /** Whether the file does not tell which of two hours it is. */
    public static boolean isAmbiguous(byte flag) {
        return (flag & AMBIGUOUS) != 0;
    }

    /** What the publisher says of a published step. */
    public static Validity validity(byte flag) {
        return Validity.ofBits(flag & VALIDITY);
    }

    /** How far a published step has been looked through. */
    public static Verification verification(byte flag) {
        int code = (flag & VERIFICATION) >> VERIFICATION_SHIFT;
        return code == 0 ? Verification.NOT_VERIFIED : Verification.of(code);
    }

    /** The byte without what it says of verification: two steps that differ in nothing else say the same. */
    public static int withoutVerification(byte flag) {
        return flag & ~VERIFICATION & 0xff;
    }
}
