package dev.calima.forecasting.prepare;

/**
 * The variance-stabilising space in which models and intervals work: {@code z = 2 (sqrt(y + 1) - 1)}, close to y near 0
 * and to 2 sqrt(y) far from it, so that errors are of similar size on clean and on dirty days.
 *
 * <p>It is the Box-Cox transformation with lambda 1/2 of y + 1 (Box and Cox 1964). Negative y counts as 0; NaN stays NaN.
 */
public final class SqrtSpace {

    private SqrtSpace() {}

    /** From the unit of the series to z, 0 or more. */
    public static double into(double y) {
        return 2 * (Math.sqrt(Math.max(y, 0) + 1) - 1);
    }

    /** From z back to the unit of the series; z at or below 0 gives 0. */
    public static double back(double z) {
        double root = Math.max(z, 0) / 2 + 1;
        return root * root - 1;
    }

    /** A transformed copy. */
    public static double[] into(double[] values) {
        double[] z = new double[values.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = into(values[i]);
        }
        return z;
    }
}
