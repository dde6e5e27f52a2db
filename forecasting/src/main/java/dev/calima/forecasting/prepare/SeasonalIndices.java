package dev.calima.forecasting.prepare;

import java.util.Arrays;

/**
 * Seasonal factors by the classical multiplicative decomposition, and the test whether there is a season at all:
 * the autocorrelation at one season exceeds its 90 % limit, as in the M4 competition's benchmarks (Makridakis, Spiliotis
 * and Assimakopoulos 2020, and the code published with it).
 */
public final class SeasonalIndices {

    private static final double LIMIT = 1.645;

    private SeasonalIndices() {}

    /**
     * One factor by position modulo the season, with mean 1; all 1 when the series is not seasonal.
     *
     * @param y positive and without gaps
     * @param season steps of one season, even
     */
    public static double[] of(double[] y, int season) {
        double[] indices = new double[season];
        Arrays.fill(indices, 1);
        if (!isSeasonal(y, season)) {
            return indices;
        }
        double[] sums = new double[season];
        int[] counts = new int[season];
        for (int t = season / 2; t + season / 2 < y.length; t++) {
            double trend = (y[t - season / 2] + y[t + season / 2]) / 2;
            for (int i = t - season / 2 + 1; i < t + season / 2; i++) {
                trend += y[i];
            }
            sums[t % season] += y[t] / (trend / season);
            counts[t % season]++;
        }
        double mean = 0;
        for (int i = 0; i < season; i++) {
            indices[i] = sums[i] / counts[i];
            mean += indices[i] / season;
        }
        for (int i = 0; i < season; i++) {
            indices[i] /= mean;
        }
        return indices;
    }

    private static boolean isSeasonal(double[] y, int season) {
        int n = y.length;
        // the published test looks at 10 log10(n) lags: a shorter series counts as not seasonal
        if (n < 3 * season || (int) (10 * StrictMath.log10(n)) < season) {
            return false;
        }
        double mean = Arrays.stream(y).sum() / n;
        double variance = 0;
        for (double value : y) {
            variance += (value - mean) * (value - mean);
        }
        double squares = 0;
        double correlation = 0;
        for (int lag = 1; lag <= season; lag++) {
            double sum = 0;
            for (int t = lag; t < n; t++) {
                sum += (y[t] - mean) * (y[t - lag] - mean);
            }
            correlation = sum / variance;
            squares += lag < season ? correlation * correlation : 0;
        }
        return Math.abs(correlation) > LIMIT / Math.sqrt(n) * Math.sqrt(1 + 2 * squares);
    }
}
