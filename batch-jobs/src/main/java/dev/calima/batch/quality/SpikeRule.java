package dev.calima.batch.quality;

import dev.calima.sql.type.QualityRule;

/**
 * One step far above or far below both of its neighbours, the nearest measured steps at most {@link Thresholds#NEAR} steps away.
 * Far above is more than {@code spikeRatio} times the higher one and {@code spikeMin} on top; far below is when the lower one is so
 * far above the step.
 */
final class SpikeRule {

    private SpikeRule() {}

    /** Marks the spikes of plausible steps. */
    static void mark(Track track, Thresholds thresholds) {
        int[] at = track.steps();
        float[] values = track.values();
        int last = track.size() - 1;
        float least = thresholds.spikeMin();
        for (int i = 1; i < last; i++) {
            float value = values[i];
            float before = value - values[i - 1];
            if (Math.abs(before) <= least) {
                continue; // nearly all steps
            }
            float after = value - values[i + 1];
            boolean above = before > least && after > least;
            boolean below = -before > least && -after > least;
            if ((above || below)
                    && at[i] - at[i - 1] <= Thresholds.NEAR
                    && at[i + 1] - at[i] <= Thresholds.NEAR
                    && (above
                            ? isFarAbove(value, Math.max(values[i - 1], values[i + 1]), thresholds)
                            : isFarAbove(Math.min(values[i - 1], values[i + 1]), value, thresholds))) {
                track.mark(i, QualityRule.SPIKE);
            }
        }
    }

    private static boolean isFarAbove(float high, float low, Thresholds thresholds) {
        return high > low + (thresholds.spikeRatio() - 1) * Math.max(low, 0) + thresholds.spikeMin();
    }
}
