package dev.calima.batch.quality;

import dev.calima.sql.type.QualityRule;

/**
 * A sensor or a line that says the same number for too long. Equal steps count as one run when no gap in it is longer than a day;
 * the gaps do not count. All steps of the run are marked.
 */
final class StuckRule {

    private StuckRule() {}

    /** Marks the stuck steps of plausible ones. */
    static void mark(Track track, Thresholds thresholds) {
        int[] at = track.steps();
        float[] values = track.values();
        int size = track.size();
        int joined = thresholds.joined();
        int start = 0;
        for (int i = 1; i <= size; i++) {
            if (i < size && values[i] == values[i - 1] && at[i] - at[i - 1] <= joined) {
                continue;
            }
            if (i - start >= thresholds.stuckSteps(values[start])) {
                for (int stuck = start; stuck < i; stuck++) {
                    track.mark(stuck, QualityRule.STUCK);
                }
            }
            start = i;
        }
    }
}
