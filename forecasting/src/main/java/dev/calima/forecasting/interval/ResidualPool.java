package dev.calima.forecasting.interval;

import java.util.Arrays;

/** Past errors of one lead and its neighbours, kept sorted, each remembering the origin it came from. */
final class ResidualPool {

    private double[] residuals = new double[64];
    private int[] sources = new int[64];
    private int size;

    int size() {
        return size;
    }

    void add(double residual, int source) {
        if (size == residuals.length) {
            residuals = Arrays.copyOf(residuals, 2 * size);
            sources = Arrays.copyOf(sources, 2 * size);
        }
        int at = Arrays.binarySearch(residuals, 0, size, residual);
        at = at < 0 ? -at - 1 : at;
        System.arraycopy(residuals, at, residuals, at + 1, size - at);
        System.arraycopy(sources, at, sources, at + 1, size - at);
        residuals[at] = residual;
        sources[at] = source;
        size++;
    }

    /**
     * Weighted quantiles: each residual stands at the middle of its own weight on the cumulative scale, values between
     * are linear, and beyond the outermost residuals their value is kept.
     *
     * @param levels increasing
     * @param weights weight by origin
     */
    double[] quantiles(double[] levels, double[] weights) {
        double total = 0;
        for (int i = 0; i < size; i++) {
            total += weights[sources[i]];
        }
        double[] result = new double[levels.length];
        double before = 0;
        double previousPosition = 0;
        double previousValue = residuals[0];
        int next = 0;
        for (int i = 0; i < size && next < levels.length; i++) {
            double weight = weights[sources[i]];
            double position = (before + weight / 2) / total;
            while (next < levels.length && levels[next] <= position) {
                double share = i == 0 ? 1 : (levels[next] - previousPosition) / (position - previousPosition);
                result[next++] = previousValue + share * (residuals[i] - previousValue);
            }
            before += weight;
            previousPosition = position;
            previousValue = residuals[i];
        }
        while (next < levels.length) {
            result[next++] = residuals[size - 1];
        }
        return result;
    }
}
