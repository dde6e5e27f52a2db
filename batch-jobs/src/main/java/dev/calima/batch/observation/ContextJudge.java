package dev.calima.batch.observation;

import dev.calima.batch.quality.SeriesRules;
import dev.calima.batch.quality.Thresholds;
import dev.calima.batch.quality.Touched;
import dev.calima.batch.quality.Track;
import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.QualityRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Judges a chunk's days by the rules that need a step's neighbours, while they are in memory: what is new gets its bits before it is
 * written. What cannot be told from the chunk and the days just beside it, and days that are there and would change, are noted for
 * {@link ContextReview}. Keeps its buffers for the next chunk; not thread-safe.
 */
final class ContextJudge {

    private static final int FIRST_DAYS = 256;
    private static final int HOURS = 24;

    private final ThresholdReader thresholds = new ThresholdReader();
    private final Track track = new Track();

    // The days that are there, as they will be, in the order of the key.
    private int count;
    private int[] series = new int[FIRST_DAYS];
    private int[] epochDays = new int[FIRST_DAYS];
    private int[] offsets = new int[FIRST_DAYS + 1];
    private float[] values = new float[FIRST_DAYS * HOURS];
    private byte[] flags = new byte[FIRST_DAYS * HOURS];
    private byte[] quality = new byte[FIRST_DAYS * HOURS];
    private int next;

    private PendingQualityWriter pending = new PendingQualityWriter();

    // The days of one stretch: where each begins in the track, and its index in the chunk (or -1 - index among those
    // above).
    private int stretchDays;
    private int[] starts = new int[FIRST_DAYS];
    private int[] indices = new int[FIRST_DAYS];

    /** Forgets the days that are there. */
    void begin() {
        count = 0;
        next = 0;
    }

    /** Takes a copy of a day that is there, as it will be; they come in the order of the key. */
    void take(StoredDay day) {
        int end = offsets[count] + day.steps();
        if (count == series.length) {
            series = Arrays.copyOf(series, count * 2);
            epochDays = Arrays.copyOf(epochDays, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2 + 1);
        }
        if (end > values.length) {
            int size = Math.max(values.length * 2, end);
            values = Arrays.copyOf(values, size);
            flags = Arrays.copyOf(flags, size);
            quality = Arrays.copyOf(quality, size);
        }
        series[count] = day.seriesId;
        epochDays[count] = day.epochDay;
        System.arraycopy(day.values, 0, values, offsets[count], day.steps());
        System.arraycopy(day.flags, 0, flags, offsets[count], day.steps());
        System.arraycopy(day.quality, 0, quality, offsets[count], day.steps());
        offsets[++count] = end;
    }

    /**
     * Judges the chunk's days.
     *
     * @param order of its days by the key
     * @param notes takes what has to be judged later
     */
    void judge(Connection connection, DayTable days, int[] order, PendingQualityWriter notes) throws SQLException {
        pending = notes;
        int first = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length
                    || days.seriesId(order[i]) != days.seriesId(order[first])
                    || days.epochDay(order[i]) - days.epochDay(order[i - 1]) > StoredDayReader.WIDEST_GAP) {
                stretch(connection, days, order, first, i);
                first = i;
            }
        }
    }

    /** A part of the chunk around which every day that is there has been read, and the day before and the one after as well. */
    private void stretch(Connection connection, DayTable days, int[] order, int first, int end) throws SQLException {
        int from = first;
        while (from < end && days.isUnchanged(order[from])) {
            from++;
        }
        if (from == end) {
            return;
        }
        int to = end - 1;
        while (days.isUnchanged(order[to])) {
            to--;
        }
        int seriesId = days.seriesId(order[first]);
        Thresholds numbers = thresholds.find(connection, seriesId);
        lay(days, order, first, end, numbers.stepsOfDay());
        SeriesRules.judge(track, numbers);
        int firstDay = days.epochDay(order[from]);
        int lastDay = days.epochDay(order[to]);
        int steps = numbers.stepsOfDay();
        Touched touched = Touched.by(
                track,
                numbers,
                (days.epochDay(order[first]) - 1) * steps,
                firstDay * steps,
                (lastDay + 1) * steps - 1,
                (days.epochDay(order[end - 1]) + 2) * steps - 1);
        if (touched.first() == Touched.UNKNOWN) {
            pending.note(seriesId, firstDay, firstDay);
        }
        if (touched.end() == Touched.UNKNOWN) {
            pending.note(seriesId, lastDay, lastDay);
        }
        apply(
                days,
                seriesId,
                Math.max(touched.first(), 0),
                touched.end() == Touched.UNKNOWN ? track.size() : touched.end(),
                steps);
    }

    /** Lays the steps of a stretch out as one track. */
    private void lay(DayTable days, int[] order, int first, int end, int steps) {
        int seriesId = days.seriesId(order[first]);
        int dayBefore = days.epochDay(order[first]) - 1;
        int dayAfter = days.epochDay(order[end - 1]) + 1;
        track.clear();
        stretchDays = 0;
        while (next < count && (series[next] < seriesId || (series[next] == seriesId && epochDays[next] < dayBefore))) {
            next++;
        }
        int mine = first;
        int there = next;
        while (true) {
            int myDay = mine < end ? days.epochDay(order[mine]) : Integer.MAX_VALUE;
            int itsDay = there < count && series[there] == seriesId && epochDays[there] <= dayAfter
                    ? epochDays[there]
                    : Integer.MAX_VALUE;
            if (itsDay <= myDay && itsDay != Integer.MAX_VALUE) {
                addDay(-1 - there);
                if (Measured.addTo(track, itsDay * steps, values, flags, quality, offsets[there], steps)) {
                    pending.note(seriesId, itsDay, itsDay);
                }
                there++;
                mine += itsDay == myDay ? 1 : 0;
            } else if (myDay != Integer.MAX_VALUE) {
                addDay(order[mine]);
                Measured.addTo(
                        track,
                        myDay * steps,
                        days.values(),
                        days.flags(),
                        days.quality(),
                        days.offset(order[mine]),
                        steps);
                mine++;
            } else {
                return;
            }
        }
    }

    private void addDay(int index) {
        if (stretchDays == starts.length) {
            starts = Arrays.copyOf(starts, stretchDays * 2);
            indices = Arrays.copyOf(indices, stretchDays * 2);
        }
        starts[stretchDays] = track.size();
        indices[stretchDays] = index;
        stretchDays++;
    }

    /** Gives new days their bits, and notes those that are there and would get others. */
    private void apply(DayTable days, int seriesId, int from, int to, int steps) {
        for (int day = 0; day < stretchDays; day++) {
            int first = Math.max(from, starts[day]);
            int end = Math.min(to, day + 1 < stretchDays ? starts[day + 1] : track.size());
            if (indices[day] >= 0) {
                give(days, indices[day], first, end, steps);
            } else if (differs(-1 - indices[day], first, end, steps)) {
                int epochDay = epochDays[-1 - indices[day]];
                pending.note(seriesId, epochDay, epochDay);
            }
        }
    }

    private void give(DayTable days, int day, int first, int end, int steps) {
        int begin = days.epochDay(day) * steps;
        for (int i = first; i < end; i++) {
            byte bits = track.bits(i);
            if (bits != 0) {
                int at = days.offset(day) + track.at(i) - begin;
                days.quality()[at] |= bits;
                days.flags()[at] = QualityFlag.with(days.flags()[at], days.quality()[at]);
            }
        }
    }

    private boolean differs(int there, int first, int end, int steps) {
        int begin = epochDays[there] * steps;
        for (int i = first; i < end; i++) {
            if ((quality[offsets[there] + track.at(i) - begin] & QualityRule.CONTEXT) != track.bits(i)) {
                return true;
            }
        }
        return false;
    }
}
