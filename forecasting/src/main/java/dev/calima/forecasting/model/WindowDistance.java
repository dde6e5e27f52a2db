package dev.calima.forecasting.model;

import dev.calima.forecasting.AnalogueSettings.Distance;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** How far windows of the past lie from the window of now; formulas in {@link Distance}. */
final class WindowDistance {

    private static final int WARP_HOURS = 3;

    private WindowDistance() {}

    /**
     * The distances of the first so many windows.
     *
     * @param now the last hours
     * @param past windows of the same length
     * @param deviation standard deviation of the history, positive
     */
    static double[] of(Distance distance, double[] now, PastWindows past, int count, double deviation) {
        return switch (distance) {
            case EUCLIDEAN -> euclidean(now, past, count, deviation);
            case MANHATTAN -> manhattan(now, past, count, deviation);
            case CANBERRA -> canberra(now, past, count);
            case CORRELATION -> each(now, past, count, then -> 1 - correlation(now, then));
            case DTW -> each(now, past, count, then -> Math.sqrt(warped(now, then) / now.length) / deviation);
        };
    }

    private static double[] each(double[] now, PastWindows past, int count, ToDoubleFunction<double[]> distance) {
        double[] distances = new double[count];
        double[] then = new double[now.length];
        for (int c = 0; c < count; c++) {
            past.copy(c, then);
            distances[c] = distance.applyAsDouble(then);
        }
        return distances;
    }

    private static double[] euclidean(double[] now, PastWindows past, int count, double deviation) {
        double[] sums = new double[count];
        for (int i = 0; i < now.length; i++) {
            addSquares(sums, now[i], past.hour(i));
        }
        double share = 1 / (now.length * deviation * deviation);
        for (int c = 0; c < count; c++) {
            sums[c] = Math.sqrt(sums[c] * share);
        }
        return sums;
    }

    private static double[] manhattan(double[] now, PastWindows past, int count, double deviation) {
        double[] sums = new double[count];
        for (int i = 0; i < now.length; i++) {
            addDifferences(sums, now[i], past.hour(i));
        }
        Rows.divide(sums, now.length * deviation);
        return sums;
    }

    private static double[] canberra(double[] now, PastWindows past, int count) {
        double[] sums = new double[count];
        for (int i = 0; i < now.length; i++) {
            addShares(sums, now[i], past.hour(i));
        }
        Rows.divide(sums, now.length);
        return sums;
    }

    private static void addSquares(double[] sums, double now, float[] then) {
        for (int c = 0; c < sums.length; c++) {
            double difference = now - then[c];
            sums[c] += difference * difference;
        }
    }

    private static void addDifferences(double[] sums, double now, float[] then) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += Math.abs(now - then[c]);
        }
    }

    private static void addShares(double[] sums, double now, float[] then) {
        for (int c = 0; c < sums.length; c++) {
            double size = Math.abs(now) + Math.abs(then[c]);
            sums[c] += size == 0 ? 0 : Math.abs(now - then[c]) / size;
        }
    }

    private static double correlation(double[] now, double[] then) {
        double meanNow = 0;
        double meanThen = 0;
        for (int i = 0; i < now.length; i++) {
            meanNow += now[i] / now.length;
            meanThen += then[i] / now.length;
        }
        double product = 0;
        double squareNow = 0;
        double squareThen = 0;
        for (int i = 0; i < now.length; i++) {
            double a = now[i] - meanNow;
            double b = then[i] - meanThen;
            product += a * b;
            squareNow += a * a;
            squareThen += b * b;
        }
        double size = Math.sqrt(squareNow * squareThen);
        return size > 0 ? product / size : 0;
    }

    /** The least sum of squares along a warping path within the band. */
    private static double warped(double[] now, double[] then) {
        int n = now.length;
        double[] before = new double[n + 1];
        double[] row = new double[n + 1];
        Arrays.fill(before, Double.POSITIVE_INFINITY);
        before[0] = 0;
        for (int i = 1; i <= n; i++) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
            int last = Math.min(n, i + WARP_HOURS);
            for (int j = Math.max(1, i - WARP_HOURS); j <= last; j++) {
                double difference = now[i - 1] - then[j - 1];
                row[j] = difference * difference + Math.min(before[j - 1], Math.min(before[j], row[j - 1]));
            }
            double[] swapped = before;
            before = row;
            row = swapped;
        }
        return before[n];
    }
}
