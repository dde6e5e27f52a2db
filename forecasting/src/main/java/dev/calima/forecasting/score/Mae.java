package dev.calima.forecasting.score;

/** Mean absolute error, {@code mean |y - f|}, in the unit of the series (Hyndman and Koehler 2006). */
public final class Mae {

    private Mae() {}

    /** Pairs with a NaN are left out; NaN when none is left. Arrays of the same length. */
    public static double of(double[] actual, double[] forecast) {
        Pairs.sameLength(actual, forecast);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs(actual[i] - forecast[i]);
            if (!Double.isNaN(error)) {
                sum += error;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
