package dev.calima.forecasting;

/**
 * A central interval that should contain the future value with the given probability.
 *
 * @param lower lower bound, finite, in the unit of the series
 * @param upper upper bound, finite, at least {@code lower}
 * @param level nominal coverage in (0, 1): 0.8 is the interval between the 10 % and the 90 % quantile
 */
public record PredictionInterval(double lower, double upper, double level) {

    public PredictionInterval {
        if (!(Double.isFinite(lower) && Double.isFinite(upper) && lower <= upper)) {
            throw new IllegalArgumentException("not an interval: [" + lower + ", " + upper + "]");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a coverage must lie in (0, 1): " + level);
        }
    }

    /** Whether the value lies inside, bounds included. NaN does not. */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }

    public double width() {
        return upper - lower;
    }
}
