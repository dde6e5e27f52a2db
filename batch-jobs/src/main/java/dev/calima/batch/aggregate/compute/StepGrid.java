package dev.calima.batch.aggregate.compute;

/**
 * Where the steps of a series lie on the line of time: step {@code n} starts {@code n} times the step after
 * 1970-01-01T00:00Z plus the phase.
 *
 * @param stepMinutes length of a step; a divisor of a day
 * @param phaseMinutes minutes after midnight UTC at which the first step of a UTC day starts; less than a step
 */
public record StepGrid(int stepMinutes, int phaseMinutes) {

    static final int DAY_SECONDS = 86_400;
    static final int HOUR_SECONDS = 3_600;
    private static final int MINUTE_SECONDS = 60;
    private static final int DAY_MINUTES = 1_440;

    /** @throws IllegalArgumentException when the step divides no day, or the phase is none of the step */
    public StepGrid {
        if (stepMinutes < 1 || DAY_MINUTES % stepMinutes != 0 || phaseMinutes < 0 || phaseMinutes >= stepMinutes) {
            throw new IllegalArgumentException("no grid: step " + stepMinutes + " min, phase " + phaseMinutes + " min");
        }
    }

    /** Steps of a UTC day. */
    public int perDay() {
        return DAY_MINUTES / stepMinutes;
    }

    /** Number of the first step of a UTC day. */
    public long firstOfDay(int utcDay) {
        return (long) utcDay * perDay();
    }

    /** Number of the first step that starts at this second or later. */
    public long firstFrom(long second) {
        return Math.ceilDiv(second - (long) phaseMinutes * MINUTE_SECONDS, stepSeconds());
    }

    /** The second at which a step starts. */
    public long start(long step) {
        return step * stepSeconds() + (long) phaseMinutes * MINUTE_SECONDS;
    }

    /** Length of a step in seconds. */
    public int stepSeconds() {
        return stepMinutes * MINUTE_SECONDS;
    }
}
