package dev.calima.forecasting.model;

import java.util.List;

/**
 * Weighted ridge regression of many outputs on the same inputs: inputs are standardised (weighted mean 0, variance 1),
 * outputs centred, and {@code B = (X'WX + lambda I)^-1 X'WY} (Hoerl and Kennard 1970). One Cholesky factor serves every
 * output.
 *
 * <p>The penalty is the one with the smallest weighted leave-one-out error, which a linear smoother gives without
 * refitting: {@code e_i / (1 - h_i)}, {@code h_i = w_i / sum(w) + w_i x_i' (X'WX + lambda I)^-1 x_i} (Golub, Heath and
 * Wahba 1979). At most 200 evenly spaced examples and every sixth output vote.
 */
final class RidgeSolver {

    private static final int VOTERS = 200;
    private static final int OUTPUT_STRIDE = 6;

    private final double lambda;
    private final double[] intercepts;
    private final double[][] coefficients;

    private RidgeSolver(double lambda, double[] intercepts, double[][] coefficients) {
        this.lambda = lambda;
        this.intercepts = intercepts;
        this.coefficients = coefficients;
    }

    /** The chosen penalty. */
    double lambda() {
        return lambda;
    }

    /** One constant per output, for inputs as given. */
    double[] intercepts() {
        return intercepts;
    }

    /** {@code [output][input]}, for inputs as given. */
    double[][] coefficients() {
        return coefficients;
    }

    /** Fits; inputs and outputs are rows of examples and must be finite for a finite result. */
    static RidgeSolver fit(double[][] x, double[][] y, double[] weights, List<Double> lambdas) {
        int inputs = x[0].length;
        int outputs = y[0].length;
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] inputMean = weightedMean(x, weights, total);
        double[] outputMean = weightedMean(y, weights, total);
        double[] scale = deviations(x, inputMean, weights, total);
        double[][] standard = new double[x.length][inputs];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < inputs; j++) {
                standard[i][j] = (x[i][j] - inputMean[j]) / scale[j];
            }
        }
        double[][] gram = new double[inputs][inputs];
        double[][] cross = new double[outputs][inputs];
        accumulate(standard, y, outputMean, weights, gram, cross);

        double lambda = lambdas.getFirst();
        if (lambdas.size() > 1) {
            double best = Double.POSITIVE_INFINITY;
            for (double candidate : lambdas) {
                double error = leaveOneOut(standard, y, outputMean, weights, total, gram, cross, candidate);
                if (error < best) {
                    best = error;
                    lambda = candidate;
                }
            }
        }
        double[][] factor = cholesky(gram, lambda);
        double[] intercepts = new double[outputs];
        double[][] coefficients = new double[outputs][];
        for (int k = 0; k < outputs; k++) {
            double[] beta = solve(factor, cross[k]);
            intercepts[k] = outputMean[k];
            for (int j = 0; j < inputs; j++) {
                beta[j] /= scale[j];
                intercepts[k] -= beta[j] * inputMean[j];
            }
            coefficients[k] = beta;
        }
        return new RidgeSolver(lambda, intercepts, coefficients);
    }

    private static double[] weightedMean(double[][] rows, double[] weights, double total) {
        double[] mean = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += weights[i] * rows[i][j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= total;
        }
        return mean;
    }

    private static double[] deviations(double[][] rows, double[] mean, double[] weights, double total) {
        double[] scale = new double[mean.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                double distance = rows[i][j] - mean[j];
                scale[j] += weights[i] * distance * distance;
            }
        }
        for (int j = 0; j < mean.length; j++) {
            scale[j] = Math.sqrt(scale[j] / total);
            if (!(scale[j] > 1e-9 * (1 + Math.abs(mean[j])))) {
                scale[j] = 1; // a constant input: centred to 0, its coefficient is 0
            }
        }
        return scale;
    }

    private static void accumulate(
            double[][] x, double[][] y, double[] outputMean, double[] weights, double[][] gram, double[][] cross) {
        int inputs = gram.length;
        for (int i = 0; i < x.length; i++) {
            double[] row = x[i];
            for (int j = 0; j < inputs; j++) {
                double weighted = weights[i] * row[j];
                double[] line = gram[j];
                for (int l = 0; l <= j; l++) {
                    line[l] += weighted * row[l];
                }
            }
            for (int k = 0; k < cross.length; k++) {
                double weighted = weights[i] * (y[i][k] - outputMean[k]);
                double[] line = cross[k];
                for (int j = 0; j < inputs; j++) {
                    line[j] += weighted * row[j];
                }
            }
        }
    }

    private static double leaveOneOut(
            double[][] x,
            double[][] y,
            double[] outputMean,
            double[] weights,
            double total,
            double[][] gram,
            double[][] cross,
            double lambda) {
        double[][] factor = cholesky(gram, lambda);
        double error = 0;
        int stride = Math.max(1, (x.length + VOTERS - 1) / VOTERS);
        double[] ownShare = new double[x.length];
        for (int i = x.length - 1; i >= 0; i -= stride) {
            double[] half = forward(factor, x[i]);
            ownShare[i] = Math.min(weights[i] / total + weights[i] * dot(half, half), 1 - 1e-9);
        }
        for (int k = 0; k < cross.length; k += OUTPUT_STRIDE) {
            double[] beta = solve(factor, cross[k]);
            for (int i = x.length - 1; i >= 0; i -= stride) {
                double left = (y[i][k] - outputMean[k] - dot(beta, x[i])) / (1 - ownShare[i]);
                error += weights[i] * left * left;
            }
        }
        return error;
    }

    /** Lower Cholesky factor of the lower triangle given plus lambda on the diagonal. */
    static double[][] cholesky(double[][] lower, double lambda) {
        int n = lower.length;
        double[][] factor = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] row = new double[i + 1];
            factor[i] = row;
            for (int j = 0; j <= i; j++) {
                double[] other = factor[j];
                double sum = lower[i][j] + (i == j ? lambda : 0);
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                row[j] = i == j ? Math.sqrt(sum) : sum / other[j];
            }
        }
        return factor;
    }

    private static double[] forward(double[][] factor, double[] right) {
        double[] result = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            double sum = right[i];
            double[] row = factor[i];
            for (int k = 0; k < i; k++) {
                sum -= row[k] * result[k];
            }
            result[i] = sum / row[i];
        }
        return result;
    }

    /** Solves {@code L L' b = right}. */
    static double[] solve(double[][] factor, double[] right) {
        double[] result = forward(factor, right);
        for (int i = right.length - 1; i >= 0; i--) {
            result[i] /= factor[i][i];
            double[] row = factor[i];
            for (int k = 0; k < i; k++) {
                result[k] -= row[k] * result[i];
            }
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
