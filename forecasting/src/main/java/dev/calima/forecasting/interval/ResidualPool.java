package dev.calima.forecasting.interval;

import java.util.Arrays;

/** Past errors of one lead and its neighbours with their weights, kept sorted. */
final class ResidualPool {

    /** How many may wait: so many are put in order among themselves at little cost. */
    private static final int FEW = 24;

    private final double[] newResiduals = new double[FEW];
    private final double[] newWeights = new double[FEW];
    private double[] residuals = new double[64];
    private double[] weights = new double[64];
    private double total;
    /** Of the size, how many are in order; the others wait behind them until somebody asks. */
    private int sorted;

    private int size;

    int size() {
        return size;
    }

    /** Adds an error; only how the weights compare matters. */
    void add(double residual, double weight) {
        if (size == residuals.length) {
            residuals = Arrays.copyOf(residuals, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        residuals[size] = residual;
        weights[size] = weight;
        total += weight;
        size++;
        if (size - sorted == FEW) {
            settle();
        }
    }

    /** Adds every error to another pool. */
    void copyTo(ResidualPool other) {
        for (int i = 0; i < size; i++) {
            other.add(residuals[i], weights[i]);
        }
    }

    /** Puts those that wait in order and merges them from the back; equal ones keep the order in which they came. */
    private void settle() {
        int waiting = size - sorted;
        for (int i = 0; i < waiting; i++) {
            double residual = residuals[sorted + i];
            int at = i;
            while (at > 0 && newResiduals[at - 1] > residual) {
                newResiduals[at] = newResiduals[at - 1];
                newWeights[at] = newWeights[at - 1];
                at--;
            }
            newResiduals[at] = residual;
            newWeights[at] = weights[sorted + i];
        }
        int old = sorted - 1;
        int fresh = waiting - 1;
        for (int to = size - 1; fresh >= 0; to--) {
            if (old >= 0 && residuals[old] > newResiduals[fresh]) {
                residuals[to] = residuals[old];
                weights[to] = weights[old--];
            } else {
                residuals[to] = newResiduals[fresh];
                weights[to] = newWeights[fresh--];
            }
        }
        sorted = size;
    }

    /**
     * Weighted quantiles: each residual stands at the middle of its own weight on the cumulative scale, values between
     * are linear, and beyond the outermost residuals their value is kept.
     *
     * @param levels increasing
     */
    double[] quantiles(double[] levels) {
        settle();
        double[] result = new double[levels.length];
        double before = 0;
        double previousPosition = 0;
        double previousValue = residuals[0];
        int next = 0;
        double target = levels[0] * total;
        for (int i = 0; i < size && next < levels.length; i++) {
            double weight = weights[i];
            double position = before + weight / 2;
            while (target <= position) {
                double share = i == 0 ? 1 : (target - previousPosition) / (position - previousPosition);
                result[next++] = previousValue + share * (residuals[i] - previousValue);
                target = next < levels.length ? levels[next] * total : Double.POSITIVE_INFINITY;
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
