package dev.calima.batch.quality;

import dev.calima.sql.type.QualityRule;

/**
 * A stretch that must be in another unit than the rest of its series, such as days in ppm or mg/m³ in place of µg/m³. A stretch
 * is a run of positive steps under {@code unitLow} (or from {@code unitHigh} on); zeros say nothing of the unit and do not end it,
 * a gap longer than a day does. It is in another unit when it has at least {@value #FEWEST} steps and the highest value of the 18
 * hours before it is {@value #FACTOR} times that of its first 18 hours (or the other way round); or the same at its end. So the
 * series' own level decides, and a clean place where such values are usual is left alone. What lies more than 14 days from both
 * ends is taken as a new level.
 *
 * <p>Fewer steps in a row are in another unit when the nearest measured steps on both sides, at most {@link Thresholds#NEAR} steps
 * away, are each {@value #FACTOR} times every one of them (or the other way round).
 */
final class UnitRule {

    private static final int FEWEST = 6;
    private static final int FACTOR = 50;

    private enum Level {
        /** Zero or below, or not believed: says nothing. */
        NONE,
        LOW,
        USUAL,
        HIGH
    }

    private UnitRule() {}

    /** Whether any step is so low or so high that it may be in another unit. */
    static boolean isPossible(Track track, Thresholds thresholds) {
        return track.highest() >= thresholds.unitHigh() || track.lowestPositive() < thresholds.unitLow();
    }

    /** Whether the i-th step has the usual level, so that no stretch goes over it. */
    static boolean isUsual(Track track, int i, Thresholds thresholds) {
        return level(track, i, thresholds) == Level.USUAL;
    }

    private static Level level(Track track, int i, Thresholds thresholds) {
        float value = track.value(i);
        if (value >= thresholds.unitHigh()) {
            return Level.HIGH;
        }
        if (value <= 0 || !track.isPlausible(i)) {
            return Level.NONE;
        }
        return value < thresholds.unitLow() ? Level.LOW : Level.USUAL;
    }

    /** Marks the steps in another unit. */
    static void mark(Track track, Thresholds thresholds) {
        int i = 0;
        while (i < track.size()) {
            Level level = level(track, i, thresholds);
            i = level == Level.LOW || level == Level.HIGH ? stretch(track, i, level, thresholds) : i + 1;
        }
    }

    /** Looks at the stretch that begins with a step; returns the index after it. */
    private static int stretch(Track track, int first, Level of, Thresholds thresholds) {
        int last = first;
        int steps = 1;
        int i = first + 1;
        while (i < track.size() && track.at(i) - track.at(i - 1) <= thresholds.joined()) {
            Level level = level(track, i, thresholds);
            if (level == of) {
                last = i;
                steps++;
            } else if (level != Level.NONE) {
                break;
            }
            i++;
        }
        if (steps >= FEWEST) {
            boolean before = isFarFrom(before(track, first, thresholds), head(track, first, last, of, thresholds), of);
            boolean after = isFarFrom(after(track, last, thresholds), tail(track, first, last, of, thresholds), of);
            mark(track, first, last, of, before, after, thresholds);
        } else if (isShortStretch(track, first, last, of)) {
            for (int step = first; step <= last; step++) {
                track.mark(step, QualityRule.UNIT);
            }
        }
        return i;
    }

    /** Whether so few steps are nevertheless in another unit. */
    private static boolean isShortStretch(Track track, int first, int last, Level of) {
        if (first == 0 || last + 1 == track.size() || !track.isPlausible(first - 1) || !track.isPlausible(last + 1)) {
            return false;
        }
        for (int i = first; i <= last; i++) {
            if (track.at(i) - track.at(i - 1) > Thresholds.NEAR
                    || !isFarFrom(track.value(first - 1), track.value(i), of)
                    || !isFarFrom(track.value(last + 1), track.value(i), of)) {
                return false;
            }
        }
        return track.at(last + 1) - track.at(last) <= Thresholds.NEAR;
    }

    private static void mark(
            Track track, int first, int last, Level of, boolean before, boolean after, Thresholds thresholds) {
        int longest = thresholds.longest();
        for (int i = first; i <= last; i++) {
            boolean near = (before && track.at(i) - track.at(first) <= longest)
                    || (after && track.at(last) - track.at(i) <= longest);
            if (near && level(track, i, thresholds) == of) {
                track.mark(i, QualityRule.UNIT);
            }
        }
    }

    private static boolean isFarFrom(float outside, float inside, Level of) {
        return outside > 0 && (of == Level.LOW ? outside >= FACTOR * inside : inside >= FACTOR * outside);
    }

    /** Highest plausible value in the hours before a stretch; 0 when there is none. */
    private static float before(Track track, int first, Thresholds thresholds) {
        float highest = 0;
        for (int i = first - 1; i >= 0 && track.at(first) - track.at(i) <= thresholds.beside(); i--) {
            highest = track.isPlausible(i) ? Math.max(highest, track.value(i)) : highest;
        }
        return highest;
    }

    private static float after(Track track, int last, Thresholds thresholds) {
        float highest = 0;
        for (int i = last + 1; i < track.size() && track.at(i) - track.at(last) <= thresholds.beside(); i++) {
            highest = track.isPlausible(i) ? Math.max(highest, track.value(i)) : highest;
        }
        return highest;
    }

    private static float head(Track track, int first, int last, Level of, Thresholds thresholds) {
        float highest = 0;
        for (int i = first; i <= last && track.at(i) - track.at(first) <= thresholds.beside(); i++) {
            highest = level(track, i, thresholds) == of ? Math.max(highest, track.value(i)) : highest;
        }
        return highest;
    }

    private static float tail(Track track, int first, int last, Level of, Thresholds thresholds) {
        float highest = 0;
        for (int i = last; i >= first && track.at(last) - track.at(i) <= thresholds.beside(); i--) {
            highest = level(track, i, thresholds) == of ? Math.max(highest, track.value(i)) : highest;
        }
        return highest;
    }
}
