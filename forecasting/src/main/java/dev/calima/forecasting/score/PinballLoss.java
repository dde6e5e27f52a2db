package dev.calima.forecasting.score;

/**
 * Pinball loss of a quantile q of level p: {@code p (y - q)} when y is at or above q, {@code (1 - p)(q - y)} below it
 * (Koenker and Bassett 1978). Averaged over levels it tends to half the CRPS (Gneiting and Raftery 2007).
 */
public final class PinballLoss {

    private PinballLoss() {}

    /** The loss of one value; NaN when either is NaN. */
    public static double of(double actual, double quantile, double level) {
        double above = actual - quantile;
        return Math.max(level * above, (level - 1) * above);
    }

    /** Mean over pairs; those with a NaN are left out; NaN when none is left. Arrays of the same length. */
    public static double of(double[] actual, double[] quantiles, double level) {
        Pairs.sameLength(actual, quantiles);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < actual.length; i++) {
            double loss = of(actual[i], quantiles[i], level);
            if (!Double.isNaN(loss)) {
                sum += loss;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
