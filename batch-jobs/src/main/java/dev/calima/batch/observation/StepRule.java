package dev.calima.batch.observation;

import dev.calima.sql.type.QualityRule;

/** What becomes of a step that is there when the same step comes again. */
final class StepRule {

    /** Every difference is a correction. */
    static final int NO_ROUNDING = -1;

    /** Bits that are judged from the value alone, anew each time it comes; the others need its neighbours and are kept. */
    private static final int JUDGED_ALONE =
            QualityRule.IMPLAUSIBLE.bit() | QualityRule.SENTINEL.bit() | QualityRule.FUTURE.bit();

    private static final int VALIDITY_BITS = 7;
    private static final int VERIFICATION_SHIFT = 4;
    private static final int VERIFICATION_BITS = 3;
    private static final int NOT_VERIFIED = 3;
    private static final double HALF = 0.5;
    /** Above the error of a {@code float} near a value with some decimals, far below half of the last one. */
    private static final double TOLERANCE = 1e-6;

    private static final double[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private StepRule() {}

    enum Decision {
        /** What is there has been looked through more: it stays as it is. */
        OUTRANKED,
        /** The same number and validity: the number stays, what is said about it may change. */
        SAME,
        /** Another number or validity. */
        REVISED
    }

    /**
     * Compares a step that is there with the one that comes.
     *
     * @param roundedTo decimals: a number that can be the other one rounded to so many is the same; or {@link #NO_ROUNDING}
     */
    static Decision decide(byte storedFlag, float stored, byte flag, float value, int roundedTo) {
        if (verification(flag) > verification(storedFlag)) {
            return Decision.OUTRANKED;
        }
        boolean sameValidity = ((storedFlag ^ flag) & VALIDITY_BITS) == 0;
        if (sameValidity && (stored == value || (roundedTo != NO_ROUNDING && agree(stored, value, roundedTo)))) {
            return Decision.SAME;
        }
        return Decision.REVISED;
    }

    /** Bits of a number that stays: those that need its neighbours are kept from before. */
    static byte keptQuality(byte stored, byte incoming) {
        return (byte) ((incoming & JUDGED_ALONE) | (stored & ~JUDGED_ALONE));
    }

    /** Whether both round to the same number and one can be the rounding of the other; a half may go either way. */
    static boolean agree(float a, float b, int decimals) {
        double unit = POWERS[Math.min(decimals, POWERS.length - 1)];
        double scaledA = a * unit;
        double scaledB = b * unit;
        double tolerance = TOLERANCE * Math.max(1, Math.abs(scaledA));
        double half = HALF + tolerance;
        if (Math.abs(scaledA - scaledB) > half) {
            return false;
        }
        for (double whole = Math.floor(Math.min(scaledA, scaledB)); whole <= Math.max(scaledA, scaledB) + 1; whole++) {
            if (Math.abs(scaledA - whole) <= half && Math.abs(scaledB - whole) <= half) {
                return true;
            }
        }
        return false;
    }

    private static int verification(byte flag) {
        int code = (flag >> VERIFICATION_SHIFT) & VERIFICATION_BITS;
        return code == 0 ? NOT_VERIFIED : code;
    }
}
