package dev.calima.batch.ingest.reconcile;

/** How a published mean and ours agree. */
enum DayComparison {
    /** Ours, rounded as published, is the published one. */
    EQUAL,
    /** They differ by one step of the last published digit. */
    LAST_DIGIT,
    /** They differ by more. */
    DIFFERENT;

    /** Share of the last digit that is forgiven: hours are kept as 32-bit numbers, and halves are rounded either way. */
    private static final double TOLERANCE = 1e-4;

    /**
     * Compares two means.
     *
     * @param published as published
     * @param lastDigit what one step of its last digit is worth, over 0
     * @param ours not rounded
     */
    static DayComparison of(double published, double lastDigit, double ours) {
        double steps = Math.abs(ours - published) / lastDigit;
        if (steps <= 0.5 + TOLERANCE) {
            return EQUAL;
        }
        return steps <= 1.5 + TOLERANCE ? LAST_DIGIT : DIFFERENT;
    }
}
