package dev.calima.forecasting.model;

/**
 * The windows before many past origins side by side, one row for each of their hours, so that all are compared with the
 * present at once. Immutable.
 */
final class PastWindows {

    private final float[][] rows;

    /**
     * @param history without gaps
     * @param origins where the windows end, each a window or more from the begin
     * @param window hours of each
     */
    PastWindows(float[] history, int[] origins, int window) {
        rows = new float[window][origins.length];
        for (int i = 0; i < window; i++) {
            float[] row = rows[i];
            for (int c = 0; c < row.length; c++) {
                row[c] = history[origins[c] - window + i];
            }
        }
    }

    /** Hours of each window. */
    int length() {
        return rows.length;
    }

    /** One hour of every window, oldest hour first. */
    float[] hour(int index) {
        return rows[index];
    }

    /** Copies one window. */
    void copy(int window, double[] to) {
        for (int i = 0; i < rows.length; i++) {
            to[i] = rows[i][window];
        }
    }
}
