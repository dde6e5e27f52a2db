package dev.calima.batch.ingest.load;

import dev.calima.sql.type.QualityFlag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a chunk's hours into UTC days of series. An hour that comes twice keeps what came last: files are read in
 * order. Not thread-safe.
 */
final class DayBuffer {

    private static final int HOURS = 24;

    /** One UTC day of a series. */
    static final class Day {

        final int seriesId;
        final int epochDay;
        final float[] values = new float[HOURS];
        final byte[] flags = new byte[HOURS];

        Day(int seriesId, int epochDay) {
            this.seriesId = seriesId;
            this.epochDay = epochDay;
        }

        /** How many hours are there. */
        int present() {
            int present = 0;
            for (byte flag : flags) {
                if (flag != 0) {
                    present++;
                }
            }
            return present;
        }

        /** Place of the first hour, from 1, when the hours that are there lie in one piece; 0 when they do not. */
        int firstOfOnePiece(int present) {
            int first = 0;
            while (first < HOURS && flags[first] == 0) {
                first++;
            }
            for (int hour = first; hour < first + present; hour++) {
                if (hour >= HOURS || flags[hour] == 0) {
                    return 0;
                }
            }
            return first + 1;
        }
    }

    private final Map<Long, Day> days = new HashMap<>();
    private @Nullable Day recent;
    private long usable;

    /**
     * Adds an hour.
     *
     * @param epochHour its start, in hours since 1970-01-01T00:00Z
     */
    void add(int seriesId, long epochHour, float value, byte flag) {
        int epochDay = (int) Math.floorDiv(epochHour, HOURS);
        int hour = Math.floorMod(epochHour, HOURS);
        Day day = recent;
        if (day == null || day.seriesId != seriesId || day.epochDay != epochDay) {
            day = days.computeIfAbsent(
                    ((long) seriesId << 32) | (epochDay & 0xffffffffL), key -> new Day(seriesId, epochDay));
            recent = day;
        }
        day.values[hour] = value;
        day.flags[hour] = flag;
        if (QualityFlag.isUsable(flag)) {
            usable++;
        }
    }

    /** Hours added that may be used. */
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
