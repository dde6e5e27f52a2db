package dev.calima.forecasting.model;

import java.util.List;

/**
 * Weighted ridge regression of many outputs on the same inputs: inputs are standardised (weighted mean 0, variance 1),
 * outputs centred, and {@code B = (X'WX + lambda I)^-1 X'WY} (Hoerl and Kennard 1970). One {@link Cholesky} factor serves every
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

    /** {@code [input][output]}, for inputs as given. */
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
            double sum = sums.total();
            double[][] raw = sums.gram();
            int inputs = raw.length;
            total = sum * factor;
            inputMean = sums.inputs().clone();
            Rows.divide(inputMean, sum);
            outputMean = sums.outputs().clone();
            Rows.divide(outputMean, sum);
            scale = new double[inputs];
            for (int j = 0; j < inputs; j++) {
                double variance = raw[j][j] / sum - inputMean[j] * inputMean[j];
                double deviation = Math.sqrt(Math.max(0, variance));
                // a constant input: centred to 0, its coefficient is 0
                boolean varies = deviation > 1e-7 * (1 + Math.abs(inputMean[j]));
                scale[j] = !varies ? Double.POSITIVE_INFINITY : scaled ? deviation : 1;
            }
            gram = new double[inputs][];
            cross = new double[inputs][];
            for (int j = 0; j < inputs; j++) {
                gram[j] = new double[j + 1];
                double own = factor / scale[j];
                double moved = sum * inputMean[j];
                for (int l = 0; l <= j; l++) {
                    gram[j][l] = own * (raw[j][l] - moved * inputMean[l]) / scale[l];
                }
                cross[j] = sums.cross()[j].clone();
                Rows.add(cross[j], -moved, outputMean, outputMean.length);
                for (int k = 0; k < cross[j].length; k++) {
                    cross[j][k] *= own;
                }
            }
        }

        /**
         * The penalty with the smallest leave-one-out error over the first examples, found downhill from the middle one:
         * the error falls and then rises with the penalty.
         */
        double choose(List<Double> lambdas, double[][] x, double[][] y, double[] weights, int count) {
            if (lambdas.size() == 1) {
                return lambdas.getFirst();
            }
            Voters voters = new Voters(x, y, weights, count);
            int middle = lambdas.size() / 2;
            double start = voters.leaveOneOut(lambdas.get(middle));
            int best = downhill(lambdas, voters, middle, start, -1);
            return lambdas.get(best < middle ? best : downhill(lambdas, voters, middle, start, 1));
        }

        private static int downhill(List<Double> lambdas, Voters voters, int from, double error, int direction) {
            double least = error;
            int best = from;
            for (int at = from + direction; at >= 0 && at < lambdas.size(); at += direction) {
                double next = voters.leaveOneOut(lambdas.get(at));
                if (!(next < least)) {
                    break;
                }
                least = next;
                best = at;
            }
            return best;
        }

        /** The fit with a penalty. */
        RidgeSolver solve(double lambda) {
            double[][] coefficients = copy(cross, cross[0].length, 1);
            new Cholesky(gram, lambda).solve(coefficients);
            double[] intercepts = outputMean.clone();
            for (int j = 0; j < scale.length; j++) {
                Rows.divide(coefficients[j], scale[j]);
                Rows.add(intercepts, -inputMean[j], coefficients[j], intercepts.length);
            }
            return new RidgeSolver(lambda, intercepts, coefficients);
        }

        private static double[][] copy(double[][] rows, int columns, int stride) {
            double[][] copy = new double[rows.length][(columns + stride - 1) / stride];
            for (int j = 0; j < rows.length; j++) {
                for (int k = 0; k < copy[j].length; k++) {
                    copy[j][k] = rows[j][k * stride];
                }
            }
            return copy;
        }

        /** The examples whose errors count when a penalty is chosen, one column each. */
        private final class Voters {

            private final double[][] standard;
            private final double[][] centred;
            private final double[] weights;

            Voters(double[][] x, double[][] y, double[] all, int count) {
                int stride = Math.max(1, (count + VOTERS - 1) / VOTERS);
                weights = new double[(count + stride - 1) / stride];
                standard = new double[scale.length][weights.length];
                centred = new double[(outputMean.length + OUTPUT_STRIDE - 1) / OUTPUT_STRIDE][weights.length];
                for (int v = 0; v < weights.length; v++) {
                    int i = count - 1 - v * stride;
                    weights[v] = all[i];
                    for (int j = 0; j < scale.length; j++) {
                        standard[j][v] = (x[i][j] - inputMean[j]) / scale[j];
                    }
                    for (int k = 0; k < centred.length; k++) {
                        centred[k][v] = y[i][k * OUTPUT_STRIDE] - outputMean[k * OUTPUT_STRIDE];
                    }
                }
            }

            double leaveOneOut(double lambda) {
                Cholesky factor = new Cholesky(gram, lambda);
                double[] others = shareOfOthers(factor);
                double[][] beta = copy(cross, outputMean.length, OUTPUT_STRIDE);
                factor.solve(beta);
                double error = 0;
                for (int k = 0; k < centred.length; k++) {
                    double[] left = centred[k].clone();
                    for (int j = 0; j < beta.length; j++) {
                        Rows.add(left, -beta[j][k], standard[j], left.length);
                    }
                    for (int v = 0; v < left.length; v++) {
                        double without = left[v] / others[v];
                        error += weights[v] * without * without;
                    }
                }
                return error;
            }

            /** How much of each voter's own forecast comes from the others. */
            private double[] shareOfOthers(Cholesky factor) {
                double[][] half = copy(standard, weights.length, 1);
                factor.forward(half);
                double[] others = new double[weights.length];
                for (double[] row : half) {
                    for (int v = 0; v < others.length; v++) {
                        others[v] += row[v] * row[v];
                    }
                }
                for (int v = 0; v < others.length; v++) {
                    others[v] = 1 - Math.min(weights[v] / total + weights[v] * others[v], 1 - 1e-9);
                }
                return others;
            }
        }
    }
}
