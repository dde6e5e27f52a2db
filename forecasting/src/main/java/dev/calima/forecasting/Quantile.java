package dev.calima.forecasting;

/**
 * A quantile level.
 *
 * @param level probability of staying at or below the quantile, in (0, 1)
 */
public record Quantile(double level) {

    public static final Quantile MEDIAN = new Quantile(0.5);

    public Quantile {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a quantile level must lie in (0, 1): " + level);
        }
    }
}
