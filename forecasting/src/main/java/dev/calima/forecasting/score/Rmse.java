package dev.calima.forecasting.score;

/** Root mean squared error, {@code sqrt(mean (y - f)^2)}, in the unit of the series; large misses weigh more. */
public final class Rmse {

    private Rmse() {}

    /** Pairs with a NaN are left out; NaN when none is left. Arrays of the same length. */
    public static double of(double[] actual, double[] forecast) {
        Pairs.sameLength(actual, forecast);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = actual[i] - forecast[i];
            if (!Double.isNaN(error)) {
                sum += error * error;
                count++;
            }
        }
        return count == 0 ? Double.NaN : Math.sqrt(sum / count);
    }
}
