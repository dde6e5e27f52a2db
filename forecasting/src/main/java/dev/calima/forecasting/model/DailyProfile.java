package dev.calima.forecasting.model;

/**
 * Mean value by local hour, apart for working days and for the rest, over a window that ends before an origin. An hour
 * seen fewer than twice in its class takes the mean of the hour over all days, and failing that the mean of everything.
 */
final class DailyProfile {

    private static final int LEAST_DAYS = 2;

    private final double[] means = new double[48];

    /** Profile of {@code values[from..to)}; NaN values are skipped. */
    DailyProfile(double[] values, LocalHours hours, int from, int to) {
        double[] sums = new double[48];
        int[] counts = new int[48];
        double total = 0;
        int present = 0;
        for (int i = Math.max(from, 0); i < to; i++) {
            double value = values[i];
            if (!Double.isNaN(value)) {
                int cell = hours.rest(i) * 24 + hours.hour(i);
                sums[cell] += value;
                counts[cell]++;
                total += value;
                present++;
            }
        }
        double overall = present == 0 ? Double.NaN : total / present;
        for (int cell = 0; cell < 48; cell++) {
            int hour = cell % 24;
            int both = counts[hour] + counts[24 + hour];
            if (counts[cell] >= LEAST_DAYS) {
                means[cell] = sums[cell] / counts[cell];
            } else {
                means[cell] = both == 0 ? overall : (sums[hour] + sums[24 + hour]) / both;
            }
        }
    }

    /** What the profile expects at a position of the array the hours belong to. */
    double at(LocalHours hours, int index) {
        return means[hours.rest(index) * 24 + hours.hour(index)];
    }
}
