package dev.calima.forecasting.model;

import java.util.Arrays;

/**
 * Mean value by local hour, apart for working days and for the rest, over a window that ends before an origin. An hour
 * seen fewer than twice in its class takes the mean of the hour over all days, and failing that the mean of everything.
 */
final class DailyProfile {

    private static final int LEAST_DAYS = 2;

    private final double[] means;

    private DailyProfile(double[] means) {
        this.means = means;
    }

    /** Profile of {@code values[from..to)}; NaN values are skipped. */
    DailyProfile(double[] values, LocalHours hours, int from, int to) {
        this(new Sliding(values, hours).over(from, to).means);
    }

    /** What the profile expects at a position of the array the hours belong to. */
    double at(LocalHours hours, int index) {
        return means[hours.cell(index)];
    }

    /** Profiles of windows that only move forward, without adding everything up again. Not safe for threads. */
    static final class Sliding {

        private final double[] values;
        private final LocalHours hours;
        private final double[] sums = new double[48];
        private final int[] counts = new int[48];
        private int begin;
        private int end;

        Sliding(double[] values, LocalHours hours) {
            this.values = values;
            this.hours = hours;
        }

        /** Profile of {@code values[from..to)}, neither bound before the last one asked for. */
        DailyProfile over(int from, int to) {
            int first = Math.max(from, 0);
            if (first >= end) {
                Arrays.fill(sums, 0);
                Arrays.fill(counts, 0);
                begin = first;
                end = first;
            }
            while (end < to) {
                count(end++, 1);
            }
            while (begin < first) {
                count(begin++, -1);
            }
            return new DailyProfile(means());
        }

        private void count(int index, int sign) {
            double value = values[index];
            if (!Double.isNaN(value)) {
                int cell = hours.cell(index);
                sums[cell] += sign * value;
                counts[cell] += sign;
            }
        }

        private double[] means() {
            double total = 0;
            int present = 0;
            for (int cell = 0; cell < 48; cell++) {
                total += counts[cell] == 0 ? 0 : sums[cell];
                present += counts[cell];
            }
            double overall = present == 0 ? Double.NaN : total / present;
            double[] means = new double[48];
            for (int cell = 0; cell < 48; cell++) {
                int hour = cell % 24;
                int both = counts[hour] + counts[24 + hour];
                if (counts[cell] >= LEAST_DAYS) {
                    means[cell] = sums[cell] / counts[cell];
                } else {
                    means[cell] = both == 0 ? overall : (sums[hour] + sums[24 + hour]) / both;
                }
            }
            return means;
        }
    }
}
