package dev.calima.batch.observation;

import dev.calima.batch.observation.PendingQualityWriter.Stretch;
import dev.calima.batch.quality.SeriesRules;
import dev.calima.batch.quality.Thresholds;
import dev.calima.batch.quality.Touched;
import dev.calima.batch.quality.Track;
import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.QualityRule;
import java.util.ArrayList;
import java.util.List;

/** A stretch that is to be judged, and the days around it. */
final class Surroundings {

    private final Stretch stretch;
    private final int firstDay;
    private final int lastDay;
    private final List<Day> days = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // a row as read, compared by nobody
    private record Day(int epochDay, float[] values, byte[] flags, byte[] quality) {}

    /** @param margin days that are read on each side */
    Surroundings(Stretch stretch, int margin) {
        this.stretch = stretch;
        this.firstDay = stretch.firstDay() - margin;
        this.lastDay = stretch.lastDay() + margin;
    }

    Stretch stretch() {
        return stretch;
    }

    /** Whether it is over when a day comes that is read in the order of the key. */
    boolean isBefore(StoredDay day) {
        return stretch.seriesId() < day.seriesId || (stretch.seriesId() == day.seriesId && lastDay < day.epochDay);
    }

    /** Takes a day that lies in it. */
    void take(StoredDay day) {
        if (day.seriesId == stretch.seriesId() && day.epochDay >= firstDay && day.epochDay <= lastDay) {
            days.add(new Day(day.epochDay, day.values.clone(), day.flags, day.quality));
        }
    }

    /**
     * Judges every step that the stretch touches.
     *
     * @param anyway judge by what is there even when more days might make a difference
     * @param judged is given each day whose bits change
     * @return false when more days are needed
     */
    boolean judge(Track track, Thresholds numbers, boolean anyway, List<QualityMerge.Judged> judged) {
        int steps = numbers.stepsOfDay();
        track.clear();
        for (Day day : days) {
            Measured.addTo(track, day.epochDay() * steps, day.values(), day.flags(), day.quality(), 0, steps);
        }
        SeriesRules.judge(track, numbers);
        int from = stretch.firstDay() * steps;
        int to = (stretch.lastDay() + 1) * steps - 1;
        Touched touched = Touched.by(track, numbers, firstDay * steps, from, to, (lastDay + 1) * steps - 1);
        if (!touched.isKnown() && !anyway) {
            return false;
        }
        int first = Math.max(touched.first(), 0);
        int end = touched.end() == Touched.UNKNOWN ? track.size() : touched.end();
        int begin = first < track.size() ? Math.min(from, track.at(first)) : from;
        int last = end > 0 ? Math.max(to, track.at(end - 1)) : to;
        int next = first;
        for (Day day : days) {
            byte[] quality = day.quality().clone();
            boolean changes = false;
            for (int place = 0; place < steps; place++) {
                int at = day.epochDay() * steps + place;
                byte bits = 0;
                if (next < end && track.at(next) == at) {
                    bits = track.bits(next++);
                }
                if (at >= begin && at <= last && day.flags()[place] != QualityFlag.ABSENT) {
                    byte now = (byte) ((quality[place] & ~QualityRule.CONTEXT) | bits);
                    changes |= now != quality[place];
                    quality[place] = now;
                }
            }
            if (changes) {
                judged.add(new QualityMerge.Judged(stretch.seriesId(), day.epochDay(), quality));
            }
        }
        return true;
    }
}
