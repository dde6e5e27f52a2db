package dev.calima.forecasting.score;

/** Mean error, {@code mean (f - y)}, in the unit of the series: above 0 the forecasts are too high. */
public final class Bias {

    private Bias() {}

    /** Pairs with a NaN are left out; NaN when none is left. Arrays of the same length. */
    public static double of(double[] actual, double[] forecast) {
        Pairs.sameLength(actual, forecast);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = forecast[i] - actual[i];
            if (!Double.isNaN(error)) {
                sum += error;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
