package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Observation;
import dev.calima.batch.observation.DayTable;
import dev.calima.batch.observation.LineOutcomes;
import dev.calima.sql.type.QualityFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers a chunk's steps into UTC days of series. A step that comes twice keeps what came last: files are read in order; and
 * the one before is refused. Used again for the next chunk. Not thread-safe.
 */
final class DayBuffer {

    private static final int MINUTES = 24 * 60;

    /** Contradictions of one chunk that are described; all are counted. */
    private static final int MOST_DESCRIBED = 1000;

    /**
     * A value that a later line of the chunk contradicts.
     *
     * @param line the earlier line, which is refused the value
     * @param laterLine the line that counts
     * @param epochMinute start of the period, in minutes since 1970-01-01T00:00Z
     * @param value of the earlier line
     * @param flag of the earlier line
     * @param laterValue of the later line
     * @param laterFlag of the later line
     */
    record Contradiction(
            long line, long laterLine, long epochMinute, float value, byte flag, float laterValue, byte laterFlag) {}

    private final DayTable days = new DayTable();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private long added;
    private long usable;
    private long repeated;
    private long contradicted;

    /** Forgets all. */
    void clear() {
        days.clear();
        contradictions.clear();
        added = 0;
        usable = 0;
        repeated = 0;
        contradicted = 0;
    }

    /**
     * Adds what is believed.
     *
     * @param decimals a number that can be the stored one rounded to so many is no correction; -1 when each difference is
     * @param line index of its line
     */
    void add(int seriesId, int decimals, Observation observation, LineOutcomes lines, int line) {
        int step = observation.stepMinutes();
        int phase = observation.phaseMinutes();
        int steps = MINUTES / step;
        int day = 0;
        int place = steps;
        long expected = Long.MIN_VALUE;
        for (int i = 0; i < observation.steps(); i++) {
            long minute = observation.epochMinute(i);
            if (minute != expected || place >= steps) { // not simply the next step of the same day
                long shifted = minute - phase;
                day = days.day(seriesId, (int) Math.floorDiv(shifted, MINUTES), steps, decimals);
                place = Math.floorMod(shifted, MINUTES) / step;
            }
            put(day, place, minute, observation, i, lines, line);
            place++;
            expected = minute + step;
        }
        added += observation.steps();
    }

    private void put(int day, int place, long minute, Observation observation, int i, LineOutcomes lines, int line) {
        float value = observation.value(i);
        byte flag = observation.flag(i);
        if (QualityFlag.isUsable(flag)) {
            usable++;
        }
        if (days.flag(day, place) == QualityFlag.ABSENT) {
            days.put(day, place, value, flag, observation.quality(i), line);
            return;
        }
        int before = days.line(day, place);
        float valueBefore = days.value(day, place);
        byte flagBefore = days.flag(day, place);
        if (days.put(day, place, value, flag, observation.quality(i), line) == DayTable.SAME) {
            repeated++;
            lines.mark(line, LineOutcomes.UNCHANGED);
            return;
        }
        contradicted++;
        lines.mark(before, LineOutcomes.REJECTED);
        if (contradictions.size() < MOST_DESCRIBED) {
            contradictions.add(new Contradiction(
                    lines.number(before), lines.number(line), minute, valueBefore, flagBefore, value, flag));
        }
    }

    DayTable days() {
        return days;
    }

    /** Steps added. */
    long added() {
        return added;
    }

    /** Steps added that may be used. */
    long usable() {
        return usable;
    }

    /** Steps added that had been there and said the same. */
    long repeated() {
        return repeated;
    }

    /** Steps that had to give way to a later one. */
    long contradicted() {
        return contradicted;
    }

    /** The first of those. */
    List<Contradiction> contradictions() {
        return contradictions;
    }
}
