package dev.calima.batch.quality;

/**
 * How far a change of some steps reaches. The steps from {@link #first} to before {@link #end} are all whose judgement may depend
 * on what changed, and what a track says of them is final: nothing beyond the track's ends could make it another.
 *
 * @param first index in the track; {@link #UNKNOWN} when it has too little before the change to tell
 * @param end index after the last; {@link #UNKNOWN} when it has too little after the change to tell
 */
public record Touched(int first, int end) {

    /** The track does not reach far enough. */
    public static final int UNKNOWN = -1;

    /**
     * Looks how far a change reaches.
     *
     * @param begin number of the first step that the track knows of: before it there may be others
     * @param from number of the first step that changed
     * @param to number of the last step that changed
     * @param end number of the last step that the track knows of
     */
    public static Touched by(Track track, Thresholds thresholds, int begin, int from, int to, int end) {
        boolean unit = UnitRule.isPossible(track, thresholds);
        int first = first(new Side(track, false), thresholds, unit, begin, from);
        int after = first(new Side(track, true), thresholds, unit, -end, -to);
        return new Touched(first, after == UNKNOWN ? UNKNOWN : track.size() - after);
    }

    /** Whether the track reaches far enough on both sides. */
    public boolean isKnown() {
        return first != UNKNOWN && end != UNKNOWN;
    }

    /** The last place before the change that nothing reaches over, in either direction. */
    private static int first(Side track, Thresholds thresholds, boolean unit, int begin, int from) {
        int joined = thresholds.joined();
        int reach = unit ? thresholds.beside() : Thresholds.NEAR;
        boolean seesUnits = unit || from - begin >= joined;
        int changed = track.indexFrom(from);
        for (int i = changed; i > 0; i--) {
            int here = i < track.size() ? Math.min(track.at(i), from) : from;
            if (here - track.at(i - 1) > joined) {
                return i; // a gap so long that nothing goes over it
            }
            if (i < changed
                    && seesUnits
                    && track.at(i) <= from - reach
                    && track.at(i) >= begin + reach
                    && isNoRunOver(track, thresholds, i, from)
                    && (!unit || isNoStretchOver(track, thresholds, i, begin, from))) {
                return i;
            }
        }
        int here = track.size() > 0 ? Math.min(track.at(0), from) : from;
        return here - begin >= joined ? 0 : UNKNOWN;
    }

    /** Whether no run of equal steps goes over the place before a step, or its part from there to the change suffices. */
    private static boolean isNoRunOver(Side track, Thresholds thresholds, int i, int from) {
        if (!track.isPlausible(i) || !track.isPlausible(i - 1)) {
            return false;
        }
        float value = track.value(i);
        if (value != track.value(i - 1)) {
            return true;
        }
        int enough = thresholds.stuckSteps(value);
        if (enough == Thresholds.NEVER) {
            return true;
        }
        int equal = 0;
        for (int next = i; next < track.size() && track.at(next) < from && track.value(next) == value; next++) {
            if (next > i && track.at(next) - track.at(next - 1) > thresholds.joined()) {
                break;
            }
            equal++;
        }
        return equal >= enough;
    }

    private static boolean isNoStretchOver(Side track, Thresholds thresholds, int i, int begin, int from) {
        if (track.isUsual(i, thresholds)) {
            return true;
        }
        int far = thresholds.longest() + 2 * thresholds.joined();
        return track.at(i) <= from - far && track.at(i) >= begin + far;
    }

    /** A track as seen from one of its ends: backwards, time and the numbers of the steps run the other way. */
    private record Side(Track track, boolean isBackwards) {

        int size() {
            return track.size();
        }

        int at(int i) {
            return isBackwards ? -track.at(index(i)) : track.at(i);
        }

        float value(int i) {
            return track.value(index(i));
        }

        boolean isPlausible(int i) {
            return track.isPlausible(index(i));
        }

        boolean isUsual(int i, Thresholds thresholds) {
            return UnitRule.isUsual(track, index(i), thresholds);
        }

        /** Index of the first step with this number or a greater one. */
        int indexFrom(int step) {
            return isBackwards ? track.size() - track.indexFrom(1 - step) : track.indexFrom(step);
        }

        private int index(int i) {
            return isBackwards ? track.size() - 1 - i : i;
        }
    }
}
