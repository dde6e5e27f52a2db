package dev.calima.batch.quality;

/**
 * The numbers of the rules for one series, in its own steps and unit.
 *
 * @param stepsOfDay steps of a day, 1 to 1440
 * @param stuckSteps equal steps from which a value above {@code stuckFloor} is stuck; {@link #NEVER} for never
 * @param stuckFloor up to this value a constant is usual
 * @param stuckFloorSteps the same for values up to {@code stuckFloor}
 * @param spikeRatio how many times its higher neighbour a spike is at least; 1 when only {@code spikeMin} counts
 * @param spikeMin how far above that it is; infinite when no step is a spike
 * @param unitLow below it a stretch may be in another unit; 0 when none is
 * @param unitHigh from it on a stretch may be in another unit; infinite when none is
 */
public record Thresholds(
        int stepsOfDay,
        int stuckSteps,
        float stuckFloor,
        int stuckFloorSteps,
        float spikeRatio,
        float spikeMin,
        float unitLow,
        float unitHigh) {

    /** More steps than any series has. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** Steps to the farthest neighbour that a spike is measured by. */
    static final int NEAR = 3;

    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int MINUTES_OF_HOUR = 60;
    private static final int FEWEST_EQUAL = 24;
    private static final float UNSTEADY = 2;

    public Thresholds {
        if (stepsOfDay < 1 || stepsOfDay > MINUTES_OF_DAY) {
            throw new IllegalArgumentException("a day has 1 to 1440 steps, not " + stepsOfDay);
        }
    }

    /** No rule is applied. */
    public static Thresholds none(int stepMinutes) {
        return new Thresholds(
                MINUTES_OF_DAY / stepMinutes, NEVER, 0, NEVER, 1, Float.POSITIVE_INFINITY, 0, Float.POSITIVE_INFINITY);
    }

    /**
     * The numbers for a length of step. They are measured on hours: shorter steps are unsteadier, so a spike has to be twice as
     * high; of longer ones at least {@value #FEWEST_EQUAL} have to be equal.
     *
     * @param stuckHours hours of an equal value above the floor; {@link #NEVER} for never
     * @param stuckFloorHours the same up to the floor
     */
    public static Thresholds of(
            int stepMinutes,
            int stuckHours,
            float stuckFloor,
            int stuckFloorHours,
            float spikeRatio,
            float spikeMin,
            float unitLow,
            float unitHigh) {
        float unsteady = stepMinutes < MINUTES_OF_HOUR ? UNSTEADY : 1;
        return new Thresholds(
                MINUTES_OF_DAY / stepMinutes,
                steps(stuckHours, stepMinutes),
                stuckFloor,
                steps(stuckFloorHours, stepMinutes),
                spikeRatio > 1 ? spikeRatio * unsteady : spikeRatio,
                spikeMin * unsteady,
                unitLow,
                unitHigh);
    }

    private static int steps(int hours, int stepMinutes) {
        return hours == NEVER ? NEVER : Math.max(FEWEST_EQUAL, hours * MINUTES_OF_HOUR / stepMinutes);
    }

    /** Equal steps from which a value is stuck. */
    int stuckSteps(float value) {
        return value <= stuckFloor ? stuckFloorSteps : stuckSteps;
    }

    /** Two steps farther apart than this have nothing to do with each other: a day, in steps. */
    int joined() {
        return Math.max(stepsOfDay, NEAR);
    }

    /** How many steps before and after a stretch tell its series' level: 18 hours. */
    int beside() {
        return Math.max(stepsOfDay * 3 / 4, NEAR);
    }

    /** So many steps after its beginning (or before its end) a stretch in another unit is taken as the new level: 14 days. */
    int longest() {
        return stepsOfDay * 14;
    }
}
