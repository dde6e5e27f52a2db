package dev.calima.forecasting.model;

import java.util.List;

/**
 * Weighted ridge regression of many outputs on the same inputs: inputs are standardised (weighted mean 0, variance 1),
 * outputs centred, and {@code B = (X'WX + lambda I)^-1 X'WY} (Hoerl and Kennard 1970). One Cholesky factor serves every
 * output.
 *
 * <p>The penalty is the one with the smallest weighted leave-one-out error, which a linear smoother gives without
 * refitting: {@code e_i / (1 - h_i)}, {@code h_i = w_i / sum(w) + w_i x_i' (X'WX + lambda I)^-1 x_i} (Golub, Heath and
 * Wahba 1979). At most 100 evenly spaced examples and every sixth output vote.
 */
final class RidgeSolver {

    private static final int VOTERS = 100;
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
        RidgeSums sums = new RidgeSums(x[0].length, y[0].length);
        for (int i = 0; i < x.length; i++) {
            sums.add(x[i], y[i], weights[i]);
        }
        Standard standard = Standard.scaled(sums, 1);
        return standard.solve(standard.choose(lambdas, x, y, weights, x.length));
    }

    /** The sums in terms of standardised inputs and centred outputs. */
    static final class Standard {

        private final double total;
        private final double[] inputMean;
        private final double[] outputMean;
        private final double[] scale;
        private final double[][] gram;
        private final double[][] cross;

        /** Inputs of variance 1, and every weight multiplied by a factor. */
        static Standard scaled(RidgeSums sums, double factor) {
            return new Standard(sums, factor, true);
        }

        /** Inputs centred, but in their own units: the penalty weighs them as they are. */
        static Standard centred(RidgeSums sums) {
            return new Standard(sums, 1, false);
        }

        private Standard(RidgeSums sums, double factor, boolean scaled) {
            int inputs = sums.inputs.length;
            total = sums.total * factor;
            inputMean = divided(sums.inputs, sums.total);
            outputMean = divided(sums.outputs, sums.total);
            scale = new double[inputs];
            for (int j = 0; j < inputs; j++) {
                double variance = sums.gram[j][j] / sums.total - inputMean[j] * inputMean[j];
                double deviation = Math.sqrt(Math.max(0, variance));
                // a constant input: centred to 0, its coefficient is 0
                boolean varies = deviation > 1e-7 * (1 + Math.abs(inputMean[j]));
                scale[j] = !varies ? Double.POSITIVE_INFINITY : scaled ? deviation : 1;
            }
            gram = new double[inputs][];
            for (int j = 0; j < inputs; j++) {
                gram[j] = new double[j + 1];
                for (int l = 0; l <= j; l++) {
                    double centred = sums.gram[j][l] - sums.total * inputMean[j] * inputMean[l];
                    gram[j][l] = factor * centred / scale[j] / scale[l];
                }
            }
            cross = new double[sums.outputs.length][inputs];
            for (int k = 0; k < cross.length; k++) {
                double mean = outputMean[k] * sums.total;
                for (int j = 0; j < inputs; j++) {
                    cross[k][j] = factor * (sums.cross[k][j] - mean * inputMean[j]) / scale[j];
                }
            }
        }

        private static double[] divided(double[] sums, double total) {
            double[] means = new double[sums.length];
            for (int i = 0; i < means.length; i++) {
                means[i] = sums[i] / total;
            }
            return means;
        }

        /** The penalty with the smallest leave-one-out error over the first examples. */
        double choose(List<Double> lambdas, double[][] x, double[][] y, double[] weights, int count) {
            double lambda = lambdas.getFirst();
            if (lambdas.size() > 1) {
                int stride = Math.max(1, (count + VOTERS - 1) / VOTERS);
                int voters = (count + stride - 1) / stride;
                double[][] standard = new double[voters][];
                for (int v = 0; v < voters; v++) {
                    standard[v] = standardised(x[count - 1 - v * stride]);
                }
                double best = Double.POSITIVE_INFINITY;
                for (double candidate : lambdas) {
                    double error = leaveOneOut(standard, y, weights, count, stride, candidate);
                    if (error < best) {
                        best = error;
                        lambda = candidate;
                    }
                }
            }
            return lambda;
        }

        private double[] standardised(double[] row) {
            double[] standard = new double[row.length];
            for (int j = 0; j < row.length; j++) {
                standard[j] = (row[j] - inputMean[j]) / scale[j];
            }
            return standard;
        }

        private double leaveOneOut(
                double[][] standard, double[][] y, double[] weights, int count, int stride, double lambda) {
            double[][] factor = cholesky(gram, lambda);
            double[] ownShare = new double[standard.length];
            for (int v = 0; v < standard.length; v++) {
                double weight = weights[count - 1 - v * stride];
                double[] half = forward(factor, standard[v]);
                ownShare[v] = Math.min(weight / total + weight * dot(half, half), 1 - 1e-9);
            }
            double error = 0;
            for (int k = 0; k < cross.length; k += OUTPUT_STRIDE) {
                double[] beta = RidgeSolver.solve(factor, cross[k]);
                for (int v = 0; v < standard.length; v++) {
                    int i = count - 1 - v * stride;
                    double left = (y[i][k] - outputMean[k] - dot(beta, standard[v])) / (1 - ownShare[v]);
                    error += weights[i] * left * left;
                }
            }
            return error;
        }

        RidgeSolver solve(double lambda) {
            double[][] factor = cholesky(gram, lambda);
            double[] intercepts = new double[cross.length];
            double[][] coefficients = new double[cross.length][];
            for (int k = 0; k < cross.length; k++) {
                double[] beta = RidgeSolver.solve(factor, cross[k]);
                intercepts[k] = outputMean[k];
                for (int j = 0; j < beta.length; j++) {
                    beta[j] /= scale[j];
                    intercepts[k] -= beta[j] * inputMean[j];
                }
                coefficients[k] = beta;
            }
            return new RidgeSolver(lambda, intercepts, coefficients);
        }
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
