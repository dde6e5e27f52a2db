package dev.calima.batch.ingest.load;

import dev.calima.batch.config.Coverage;
import dev.calima.batch.ingest.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers which hours a chunk tells anything of: for the whole network, or for each station. An hour that was not over
 * when the load began does not count: its value may have been a forecast. Not thread-safe.
 */
final class CoverageBuffer {

    /** In place of a station: the whole network. */
    static final int NETWORK = -1;

    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int MINUTES_OF_HOUR = 60;

    /**
     * Some hours of a UTC day.
     *
     * @param stationId a station, or {@link #NETWORK}
     * @param epochDay the day
     * @param hours bit h: the periods that start in hour h
     */
    record Hours(int stationId, int epochDay, int hours) {}

    private static final class Day {
        private int hours;
    }

    private final boolean ofNetwork;
    private final long nowMinute;
    private final Map<Long, Day> days = new HashMap<>();
    private long recentKey = Long.MIN_VALUE;
    private @Nullable Day recent;

    /** @param nowMinute when the load began, in minutes since 1970-01-01T00:00Z */
    CoverageBuffer(Coverage coverage, long nowMinute) {
        this.ofNetwork = coverage == Coverage.NETWORK;
        this.nowMinute = nowMinute;
    }

    /** Adds the periods of what is believed. */
    void add(Observation observation) {
        int station = ofNetwork ? NETWORK : observation.stationId();
        long lastStart = nowMinute - observation.stepMinutes();
        long midnight = Long.MAX_VALUE;
        @Nullable Day day = null;
        for (int i = 0; i < observation.steps(); i++) {
            long minute = observation.epochMinute(i);
            if (minute > lastStart) {
                continue;
            }
            if (day == null || minute < midnight || minute >= midnight + MINUTES_OF_DAY) {
                long epochDay = Math.floorDiv(minute, MINUTES_OF_DAY);
                midnight = epochDay * MINUTES_OF_DAY;
                day = day(((long) station << Integer.SIZE) | (epochDay & 0xffffffffL));
            }
            day.hours |= 1 << ((int) (minute - midnight) / MINUTES_OF_HOUR);
        }
    }

    private Day day(long key) {
        Day day = recent;
        if (day == null || key != recentKey) {
            day = days.computeIfAbsent(key, any -> new Day());
            recent = day;
            recentKey = key;
        }
        return day;
    }

    /** What was added, in the order of the table's key. */
    List<Hours> sorted() {
        List<Hours> sorted = new ArrayList<>(days.size());
        days.forEach((key, day) -> sorted.add(new Hours((int) (key >> Integer.SIZE), key.intValue(), day.hours)));
        sorted.sort(Comparator.comparingInt(Hours::epochDay).thenComparingInt(Hours::stationId));
        return sorted;
    }
}
