package dev.calima.bench.forecast;

import java.util.Arrays;

/**
 * The competition's simple methods, by which its scores are scaled: naive, seasonal naive, and Naive2, the last
 * seasonally adjusted value. Seasonal when the autocorrelation at one season exceeds its 90 % limit; adjusted by the
 * classical multiplicative decomposition (Makridakis, Spiliotis and Assimakopoulos 2020, and the code published with it).
 */
final class M4Benchmarks {

    private static final double LIMIT = 1.645;

    private M4Benchmarks() {}

    static double[] naive(double[] y, int horizon) {
        double[] points = new double[horizon];
        Arrays.fill(points, y[y.length - 1]);
        return points;
    }

    static double[] seasonalNaive(double[] y, int season, int horizon) {
        double[] points = new double[horizon];
        for (int k = 0; k < horizon; k++) {
            points[k] = y[y.length - season + k % season];
        }
        return points;
    }

    static double[] naive2(double[] y, int season, int horizon) {
        double[] indices = seasonalIndices(y, season);
        int n = y.length;
        double[] points = new double[horizon];
        for (int k = 0; k < horizon; k++) {
            points[k] = y[n - 1] / indices[(n - 1) % season] * indices[(n + k) % season];
        }
        return points;
    }

    /** One factor by position modulo the season; all 1 when the series is not seasonal. */
    static double[] seasonalIndices(double[] y, int season) {
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
        if (n < 3 * season || (int) (10 * Math.log10(n)) < season) {
            return false;
        }
        double mean = Arrays.stream(y).average().orElse(0);
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
