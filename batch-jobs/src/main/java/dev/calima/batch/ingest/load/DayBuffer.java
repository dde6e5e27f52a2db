package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Observation;
import dev.calima.sql.type.QualityFlag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a chunk's steps into UTC days of series. A step that comes twice keeps what came last: files are read in
 * order. Not thread-safe.
 */
final class DayBuffer {

    private static final int MINUTES = 24 * 60;

    /** One UTC day of a series. */
    static final class Day {

        final int seriesId;
        final int epochDay;
        final float[] values;
        final byte[] flags;
        final byte[] quality;

        Day(int seriesId, int epochDay, int steps) {
            this.seriesId = seriesId;
            this.epochDay = epochDay;
            this.values = new float[steps];
            this.flags = new byte[steps];
            this.quality = new byte[steps];
        }

        /** How many steps are there. */
        int present() {
            int present = 0;
            for (byte flag : flags) {
                if (flag != QualityFlag.ABSENT) {
                    present++;
                }
            }
            return present;
        }

        /** Place of the first step, from 1, when the steps that are there lie in one piece; 0 when they do not. */
        int firstOfOnePiece(int present) {
            int first = 0;
            while (first < flags.length && flags[first] == QualityFlag.ABSENT) {
                first++;
            }
            for (int step = first; step < first + present; step++) {
                if (step >= flags.length || flags[step] == QualityFlag.ABSENT) {
                    return 0;
                }
            }
            return first + 1;
        }
    }

    private final Map<Long, Day> days = new HashMap<>();
    private @Nullable Day recent;
    private long usable;

    /** Adds what is believed. */
    void add(int seriesId, Observation observation) {
        int step = observation.stepMinutes();
        int phase = observation.phaseMinutes();
        for (int i = 0; i < observation.steps(); i++) {
            long minute = observation.epochMinute(i) - phase;
            int epochDay = (int) Math.floorDiv(minute, MINUTES);
            int place = Math.floorMod(minute, MINUTES) / step;
            Day day = day(seriesId, epochDay, MINUTES / step);
            day.values[place] = observation.value(i);
            day.flags[place] = observation.flag(i);
            day.quality[place] = observation.quality(i);
            if (QualityFlag.isUsable(observation.flag(i))) {
                usable++;
            }
        }
    }

    private Day day(int seriesId, int epochDay, int steps) {
        Day day = recent;
        if (day == null || day.seriesId != seriesId || day.epochDay != epochDay) {
            day = days.computeIfAbsent(
                    ((long) seriesId << 32) | (epochDay & 0xffffffffL), key -> new Day(seriesId, epochDay, steps));
            recent = day;
        }
        return day;
    }

    /** Steps added that may be used. */
    long usable() {
        return usable;
    }

    /** The days in the order of the table's key, so that two loads never wait for each other in a circle. */
    List<Day> sorted() {
        List<Day> sorted = new ArrayList<>(days.values());
        sorted.sort(Comparator.<Day>comparingInt(day -> day.seriesId).thenComparingInt(day -> day.epochDay));
        return sorted;
    }
}
