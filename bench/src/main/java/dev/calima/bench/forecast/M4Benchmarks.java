package dev.calima.bench.forecast;

import dev.calima.forecasting.prepare.SeasonalIndices;
import java.util.Arrays;

/**
 * The competition's simple methods, by which its scores are scaled: naive, seasonal naive, and Naive2, the last
 * seasonally adjusted value (Makridakis, Spiliotis and Assimakopoulos 2020, and the code published with it).
 */
final class M4Benchmarks {

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
        double[] indices = SeasonalIndices.of(y, season);
        int n = y.length;
        double[] points = new double[horizon];
        for (int k = 0; k < horizon; k++) {
            points[k] = y[n - 1] / indices[(n - 1) % season] * indices[(n + k) % season];
        }
        return points;
    }
}
