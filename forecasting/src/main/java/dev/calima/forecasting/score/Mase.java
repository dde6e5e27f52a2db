package dev.calima.forecasting.score;

/**
 * Mean absolute scaled error: the MAE over that of repeating the last season within the history,
 * {@code mean |y - f| / mean |y(t) - y(t - m)|} (Hyndman and Koehler 2006). Below 1 is better than the naive in sample.
 */
public final class Mase {

    private Mase() {}

    /**
     * The denominator: mean absolute seasonal difference over the pairs both present in the history.
     *
     * @param season steps of one season
     * @return NaN when no pair is present or all differences are 0
     */
    public static double scale(double[] history, int season) {
        double sum = 0;
        int count = 0;
        for (int t = season; t < history.length; t++) {
            double difference = Math.abs(history[t] - history[t - season]);
            if (!Double.isNaN(difference)) {
                sum += difference;
                count++;
            }
        }
        return sum > 0 ? sum / count : Double.NaN;
    }

    /** Pairs with a NaN are left out; NaN when none is left or the scale is NaN. */
    public static double of(double[] actual, double[] forecast, double scale) {
        return Mae.of(actual, forecast) / scale;
    }
}
