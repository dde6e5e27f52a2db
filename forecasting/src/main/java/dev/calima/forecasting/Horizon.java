package dev.calima.forecasting;

/**
 * How far ahead a forecast reaches.
 *
 * @param steps number of steps, 1 or more; step 1 starts at the origin
 */
public record Horizon(int steps) {

    private static final int MAX_STEPS = 24 * 366;

    public Horizon {
        if (steps < 1 || steps > MAX_STEPS) {
            throw new IllegalArgumentException("horizon must lie in 1.." + MAX_STEPS + " steps: " + steps);
        }
    }

    /** A horizon of so many hourly steps. */
    public static Horizon ofHours(int hours) {
        return new Horizon(hours);
    }

    /** Lead days touched by this horizon: ceil(steps / 24). */
    public int days() {
        return (steps + 23) / 24;
    }
}
