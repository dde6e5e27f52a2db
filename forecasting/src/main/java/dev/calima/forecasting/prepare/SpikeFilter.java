package dev.calima.forecasting.prepare;

import java.util.Arrays;

/**
 * Drops isolated absurd values (a decimal point lost, a calibration gas) before they reach a model. A value is dropped
 * when, in {@link SqrtSpace}, it lies above {@code median + 5 max(p95 - median, 2)} and fewer than three hours in a row
 * do so; an episode that lasts is kept, because extremes are what people want to know about. Values above 1e15 are
 * dropped however long they last: no arithmetic on their squares is safe.
 *
 * @param limit in the unit of the series; values above it in short runs are dropped
 */
public record SpikeFilter(double limit) {

    private static final double SPREADS = 5;
    private static final double LEAST_SPREAD = 2;
    private static final int EPISODE_HOURS = 3;
    private static final double LARGEST = 1e15;
    private static final int MOST_SORTED = 4_000;

    public SpikeFilter {
        if (!(limit >= 0)) {
            throw new IllegalArgumentException("a spike limit must be 0 or more: " + limit);
        }
    }

    /** A filter learned from these values, 4000 to 8000 of them evenly spaced when there are more (NaN ignored); with no value at all it drops nothing. */
    public static SpikeFilter learn(double[] values) {
        int stride = Math.max(1, values.length / MOST_SORTED);
        double[] sorted = new double[values.length / stride + 1];
        int count = 0;
        for (int i = 0; i < values.length; i += stride) {
            if (values[i] <= LARGEST) {
                sorted[count++] = values[i];
            }
        }
        sorted = Arrays.copyOf(sorted, count);
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return new SpikeFilter(LARGEST);
        }
        double median = SqrtSpace.into(sorted[(sorted.length - 1) / 2]);
        double high = SqrtSpace.into(sorted[(int) (0.95 * (sorted.length - 1))]);
        double limit = SqrtSpace.back(median + SPREADS * Math.max(high - median, LEAST_SPREAD));
        return new SpikeFilter(Math.min(limit, LARGEST));
    }

    /** A copy with short runs above the limit set to NaN. */
    public double[] apply(double[] values) {
        double[] kept = values.clone();
        int i = 0;
        while (i < kept.length) {
            int run = i;
            while (run < kept.length && kept[run] > limit) {
                run++;
            }
            if (run > i && run - i < EPISODE_HOURS) {
                Arrays.fill(kept, i, run, Double.NaN);
            }
            i = Math.max(run, i + 1);
        }
        for (int j = 0; j < kept.length; j++) {
            if (kept[j] > LARGEST) {
                kept[j] = Double.NaN;
            }
        }
        return kept;
    }
}
