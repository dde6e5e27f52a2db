package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.AutumnHour;
import dev.calima.batch.config.HourLabel;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From local hours to UTC. In spring one local hour does not exist; in autumn one stands for two, and a file without
 * offsets does not tell which: the feed's definition decides, and the value is flagged. Hour 0 of a day whose labels end
 * hours is hour 24 of the day before, and hour 24 of one whose labels begin hours is hour 0 of the next.
 */
final class HourResolver {

    private static final int LABELS = 25;
    private static final int SECONDS_OF_MINUTE = 60;
    private static final int MINUTES_OF_HOUR = 60;
    /** Places for days that were asked for, a power of two: more than twenty years, each day of which has its own. */
    private static final int PLACES = 1 << 13;

    private static final int MONTHS = 12;
    private static final int DAYS_OF_LONG_MONTH = 31;

    private final ZoneId zone;
    private final int firstLabel;
    private final AutumnHour autumnHour;
    private final @Nullable Day[] days = new Day[PLACES];

    HourResolver(ZoneId zone, HourLabel label, AutumnHour autumnHour) {
        this.zone = zone;
        this.firstLabel = label == HourLabel.ENDING ? 1 : 0;
        this.autumnHour = autumnHour;
    }

    /** The hours of a local day. */
    Day day(LocalDate date) {
        int number = (date.getYear() * MONTHS + date.getMonthValue()) * DAYS_OF_LONG_MONTH + date.getDayOfMonth();
        int place = number & (PLACES - 1);
        Day known = days[place];
        if (known == null || known.number != number) {
            known = resolve(date, number);
            days[place] = known;
        }
        return known;
    }

    private Day resolve(LocalDate date, int number) {
        long[] epochMinutes = new long[LABELS];
        boolean[] ambiguous = new boolean[LABELS];
        for (int label = 0; label < LABELS; label++) {
            LocalDateTime start = date.atStartOfDay().plusHours(label - firstLabel);
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(start);
            if (offsets.isEmpty()) {
                epochMinutes[label] = Day.DOES_NOT_EXIST;
                continue;
            }
            ambiguous[label] = offsets.size() > 1;
            ZoneOffset offset = autumnHour == AutumnHour.FIRST ? offsets.getFirst() : offsets.getLast();
            epochMinutes[label] = Math.floorDiv(start.toEpochSecond(offset), SECONDS_OF_MINUTE);
        }
        return new Day(number, epochMinutes, ambiguous, phase(epochMinutes, firstLabel));
    }

    private static int phase(long[] epochMinutes, int firstLabel) {
        for (int label = firstLabel; label < firstLabel + 24; label++) {
            if (epochMinutes[label] != Day.DOES_NOT_EXIST) {
                return (int) Math.floorMod(epochMinutes[label], (long) MINUTES_OF_HOUR);
            }
        }
        return 0;
    }

    /** The published hours of a local day. */
    static final class Day {

        /** In place of an hour that the spring clock change leaves out. */
        static final long DOES_NOT_EXIST = Long.MIN_VALUE;

        private final int number;
        private final long[] epochMinutes;
        private final boolean[] ambiguous;
        private final int phase;

        private Day(int number, long[] epochMinutes, boolean[] ambiguous, int phase) {
            this.number = number;
            this.epochMinutes = epochMinutes;
            this.ambiguous = ambiguous;
            this.phase = phase;
        }

        /** Whether the publisher's numbers have such an hour. */
        boolean has(int label) {
            return label >= 0 && label < LABELS;
        }

        /** Start of an hour in minutes since 1970-01-01T00:00Z, or {@link #DOES_NOT_EXIST}. */
        long epochMinute(int label) {
            return epochMinutes[label];
        }

        /** Minutes after the full hour, UTC, at which its hours start. */
        int phase() {
            return phase;
        }

        /** Whether the hour stands for two. */
        boolean isAmbiguous(int label) {
            return ambiguous[label];
        }
    }
}
