package dev.calima.bench.forecast;

import java.util.Map;
import java.util.Objects;

/**
 * The competition's scores of one method, means over the series.
 *
 * @param smape symmetric mean absolute percentage error, 0..200
 * @param mase mean absolute error over that of the seasonal naive in sample
 */
record M4Scores(double smape, double mase) {

    static M4Scores of(
            Map<String, double[]> forecasts, Map<String, double[]> tests, Map<String, double[]> trains, int season) {
        double smape = 0;
        double mase = 0;
        for (Map.Entry<String, double[]> one : tests.entrySet()) {
            double[] y = one.getValue();
            double[] f = Objects.requireNonNull(forecasts.get(one.getKey()));
            double[] history = Objects.requireNonNull(trains.get(one.getKey()));
            double percent = 0;
            double absolute = 0;
            for (int k = 0; k < y.length; k++) {
                double error = Math.abs(f[k] - y[k]);
                percent += error == 0 ? 0 : 200 * error / (Math.abs(f[k]) + Math.abs(y[k]));
                absolute += error;
            }
            double scale = 0;
            for (int t = season; t < history.length; t++) {
                scale += Math.abs(history[t] - history[t - season]);
            }
            smape += percent / y.length;
            mase += absolute / y.length / (scale / (history.length - season));
        }
        return new M4Scores(smape / tests.size(), mase / tests.size());
    }

    /** Overall weighted average: the mean of both scores as shares of those of Naive2. */
    double owa(M4Scores naive2) {
        return (smape / naive2.smape + mase / naive2.mase) / 2;
    }
}
