package dev.calima.batch.quality;

/**
 * All rules that need a step's neighbours. What they say of a step depends on the measured steps around it alone, not on how or
 * in which order these came in; {@link Touched} tells how far around.
 */
public final class SeriesRules {

    private SeriesRules() {}

    /** Marks every step of a track, as if there were nothing before its first and after its last step. */
    public static void judge(Track track, Thresholds thresholds) {
        if (track.isAllPlausible()) {
            StuckRule.mark(track, thresholds);
            SpikeRule.mark(track, thresholds);
        } else {
            Track plausible = track.plausible();
            StuckRule.mark(plausible, thresholds);
            SpikeRule.mark(plausible, thresholds);
            track.takeBits(plausible);
        }
        if (UnitRule.isPossible(track, thresholds)) {
            UnitRule.mark(track, thresholds);
        }
    }
}
