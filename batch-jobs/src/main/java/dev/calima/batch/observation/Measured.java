package dev.calima.batch.observation;

import dev.calima.batch.quality.Track;
import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.QualityRule;

/** Which steps of a day the rules that need neighbours look at: what was measured, in our belief. */
final class Measured {

    private static final int NO_MEASUREMENT = QualityRule.SENTINEL.bit() | QualityRule.FUTURE.bit();

    private Measured() {}

    /**
     * Adds a day's steps to a track.
     *
     * @param first number of the day's first step since 1970-01-01
     * @return whether a step that was not measured has bits that only measured ones have
     */
    static boolean addTo(Track track, int first, float[] values, byte[] flags, byte[] quality, int offset, int steps) {
        boolean leftOver = false;
        for (int place = 0; place < steps; place++) {
            byte flag = flags[offset + place];
            if (QualityFlag.isUsable(flag)) {
                track.add(first + place, values[offset + place], false);
            } else if (QualityFlag.isSuspect(flag)) {
                byte bits = quality[offset + place];
                if ((bits & NO_MEASUREMENT) == 0 && QualityFlag.validity(flag).isValid()) {
                    track.add(first + place, values[offset + place], QualityRule.IMPLAUSIBLE.isIn(bits));
                } else {
                    leftOver |= (bits & QualityRule.CONTEXT) != 0;
                }
            }
        }
        return leftOver;
    }
}
