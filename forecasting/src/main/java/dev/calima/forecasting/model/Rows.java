package dev.calima.forecasting.model;

/** Sums over whole rows of numbers, in the form that a processor works on several at a time. */
final class Rows {

    private Rows() {}

    /** {@code to += factor * row} over the first so many. */
    static void add(double[] to, double factor, double[] row, int length) {
        for (int i = 0; i < length; i++) {
            to[i] += factor * row[i];
        }
    }

    /** {@code to += factor * row} over the first so many. */
    static void add(double[] to, double factor, float[] row, int length) {
        for (int i = 0; i < length; i++) {
            to[i] += factor * row[i];
        }
    }

    /** {@code to /= divisor}. */
    static void divide(double[] to, double divisor) {
        for (int i = 0; i < to.length; i++) {
            to[i] /= divisor;
        }
    }

    /** In single precision. */
    static float[] single(double[] row) {
        float[] single = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            single[i] = (float) row[i];
        }
        return single;
    }

    /** In single precision. */
    static float[][] single(double[][] rows) {
        float[][] single = new float[rows.length][];
        for (int j = 0; j < rows.length; j++) {
            single[j] = single(rows[j]);
        }
        return single;
    }

    /** Whether every number is finite. */
    static boolean isFinite(float[]... rows) {
        double sum = 0;
        for (float[] row : rows) {
            for (float value : row) {
                sum += value;
            }
        }
        return Double.isFinite(sum);
    }
}
