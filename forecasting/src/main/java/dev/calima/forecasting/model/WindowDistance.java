package dev.calima.forecasting.model;

import dev.calima.forecasting.AnalogueSettings.Distance;
import java.util.Arrays;

/** How far a window of the past lies from the window of now; formulas in {@link Distance}. */
final class WindowDistance {

    private static final int WARP_HOURS = 3;

    private WindowDistance() {}

    /**
     * @param now the last hours
     * @param history the past
     * @param from where the window to compare with begins
     * @param deviation standard deviation of the history, positive
     */
    static double of(Distance distance, double[] now, float[] history, int from, double deviation) {
        return switch (distance) {
            case EUCLIDEAN -> Math.sqrt(squares(now, history, from) / now.length) / deviation;
            case MANHATTAN -> manhattan(now, history, from) / now.length / deviation;
            case CANBERRA -> canberra(now, history, from) / now.length;
            case CORRELATION -> 1 - correlation(now, history, from);
            case DTW -> Math.sqrt(warped(now, history, from) / now.length) / deviation;
        };
    }

    private static double squares(double[] now, float[] history, int from) {
        double sum = 0;
        for (int i = 0; i < now.length; i++) {
            double difference = now[i] - history[from + i];
            sum += difference * difference;
        }
        return sum;
    }

    private static double manhattan(double[] now, float[] history, int from) {
        double sum = 0;
        for (int i = 0; i < now.length; i++) {
            sum += Math.abs(now[i] - history[from + i]);
        }
        return sum;
    }

    private static double canberra(double[] now, float[] history, int from) {
        double sum = 0;
        for (int i = 0; i < now.length; i++) {
            double size = Math.abs(now[i]) + Math.abs(history[from + i]);
            sum += size == 0 ? 0 : Math.abs(now[i] - history[from + i]) / size;
        }
        return sum;
    }

    private static double correlation(double[] now, float[] history, int from) {
        double meanNow = 0;
        double meanThen = 0;
        for (int i = 0; i < now.length; i++) {
            meanNow += now[i] / now.length;
            meanThen += history[from + i] / now.length;
        }
        double product = 0;
        double squareNow = 0;
        double squareThen = 0;
        for (int i = 0; i < now.length; i++) {
            double a = now[i] - meanNow;
            double b = history[from + i] - meanThen;
            product += a * b;
            squareNow += a * a;
            squareThen += b * b;
        }
        double size = Math.sqrt(squareNow * squareThen);
        return size > 0 ? product / size : 0;
    }

    /** The least sum of squares along a warping path within the band. */
    private static double warped(double[] now, float[] history, int from) {
        int n = now.length;
        double[] before = new double[n + 1];
        double[] row = new double[n + 1];
        Arrays.fill(before, Double.POSITIVE_INFINITY);
        before[0] = 0;
        for (int i = 1; i <= n; i++) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
            int last = Math.min(n, i + WARP_HOURS);
            for (int j = Math.max(1, i - WARP_HOURS); j <= last; j++) {
                double difference = now[i - 1] - history[from + j - 1];
                row[j] = difference * difference + Math.min(before[j - 1], Math.min(before[j], row[j - 1]));
            }
            double[] swapped = before;
            before = row;
            row = swapped;
        }
        return before[n];
    }
}
