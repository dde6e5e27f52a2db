package dev.calima.forecasting.model;

/**
 * The factor U of {@code A + lambda I = U'U}, kept by rows, and the solutions of many right sides at once: one row per
 * unknown and one column per right side, so that every step runs along whole rows. A matrix that is not positive gives NaN.
 */
final class Cholesky {

    private static final int TOGETHER = 4;

    private final double[][] upper;

    /**
     * @param lower lower triangle of A
     * @param lambda added to its diagonal
     */
    Cholesky(double[][] lower, double lambda) {
        int n = lower.length;
        upper = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                upper[j][i] = lower[i][j];
            }
            upper[i][i] += lambda;
        }
        for (int j = 0; j < n; j++) {
            double[] row = upper[j];
            double pivot = Math.sqrt(row[j]);
            for (int i = j; i < n; i++) {
                row[i] /= pivot;
            }
            for (int i = j + 1; i < n; i++) {
                double[] other = upper[i];
                double factor = row[i];
                for (int k = i; k < n; k++) {
                    other[k] -= factor * row[k];
                }
            }
        }
    }

    /** Turns right sides {@code b} into {@code U'^-1 b}, in place. */
    void forward(double[][] right) {
        for (int i = 0; i < upper.length; i++) {
            double[] row = right[i];
            int k = 0;
            for (; k + TOGETHER <= i; k += TOGETHER) {
                subtract(
                        row,
                        upper[k][i],
                        right[k],
                        upper[k + 1][i],
                        right[k + 1],
                        upper[k + 2][i],
                        right[k + 2],
                        upper[k + 3][i],
                        right[k + 3]);
            }
            for (; k < i; k++) {
                Rows.add(row, -upper[k][i], right[k], row.length);
            }
            Rows.divide(row, upper[i][i]);
        }
    }

    /** Turns right sides {@code b} into the solutions of {@code (A + lambda I) x = b}, in place. */
    void solve(double[][] right) {
        forward(right);
        for (int i = upper.length - 1; i >= 0; i--) {
            double[] row = right[i];
            double[] factors = upper[i];
            int k = i + 1;
            for (; k + TOGETHER <= upper.length; k += TOGETHER) {
                subtract(
                        row,
                        factors[k],
                        right[k],
                        factors[k + 1],
                        right[k + 1],
                        factors[k + 2],
                        right[k + 2],
                        factors[k + 3],
                        right[k + 3]);
            }
            for (; k < upper.length; k++) {
                Rows.add(row, -factors[k], right[k], row.length);
            }
            Rows.divide(row, factors[i]);
        }
    }

    private static void subtract(
            double[] from,
            double a,
            double[] first,
            double b,
            double[] second,
            double c,
            double[] third,
            double d,
            double[] fourth) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= a * first[i] + b * second[i] + c * third[i] + d * fourth[i];
        }
    }
}
