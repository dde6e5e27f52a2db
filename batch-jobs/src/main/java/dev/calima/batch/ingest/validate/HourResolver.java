package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.AutumnHour;
import dev.calima.batch.config.HourLabel;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From local hours to UTC. In spring one local hour does not exist; in autumn one stands for two, and a file without
 * offsets does not tell which: the feed's definition decides, and the value is flagged.
 */
final class HourResolver {

    private static final int LABELS = 25;
    private static final int SECONDS = 3600;
    private static final int MOST_DAYS_KEPT = 5000;

    private final ZoneId zone;
    private final int firstLabel;
    private final AutumnHour autumnHour;
    private final Map<LocalDate, Day> days = new HashMap<>();

    HourResolver(ZoneId zone, HourLabel label, AutumnHour autumnHour) {
        this.zone = zone;
        this.firstLabel = label == HourLabel.ENDING ? 1 : 0;
        this.autumnHour = autumnHour;
    }

    /** The hours of a local day. */
    Day day(LocalDate date) {
        Day known = days.get(date);
        if (known == null) {
            if (days.size() >= MOST_DAYS_KEPT) {
                days.clear();
            }
            known = resolve(date);
            days.put(date, known);
        }
        return known;
    }

    private Day resolve(LocalDate date) {
        long[] epochHours = new long[LABELS];
        boolean[] ambiguous = new boolean[LABELS];
        for (int label = firstLabel; label < firstLabel + 24; label++) {
            LocalDateTime start = date.atStartOfDay().plusHours(label - firstLabel);
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(start);
            if (offsets.isEmpty()) {
                epochHours[label] = Day.DOES_NOT_EXIST;
                continue;
            }
            ambiguous[label] = offsets.size() > 1;
            ZoneOffset offset = autumnHour == AutumnHour.FIRST ? offsets.getFirst() : offsets.getLast();
            long seconds = start.toEpochSecond(offset);
            if (seconds % SECONDS != 0) {
                throw new IllegalArgumentException("zone " + zone
                        + " is not a whole number of hours from UTC; hourly series of such a zone cannot be stored");
            }
            epochHours[label] = seconds / SECONDS;
        }
        return new Day(firstLabel, epochHours, ambiguous);
    }

    /** The 24 published hours of a local day. */
    static final class Day {

        /** In place of an hour that the spring clock change leaves out. */
        static final long DOES_NOT_EXIST = Long.MIN_VALUE;

        private final int firstLabel;
        private final long[] epochHours;
        private final boolean[] ambiguous;

        private Day(int firstLabel, long[] epochHours, boolean[] ambiguous) {
            this.firstLabel = firstLabel;
            this.epochHours = epochHours;
            this.ambiguous = ambiguous;
        }

        /** Whether the publisher's numbers have such an hour. */
        boolean has(int label) {
            return label >= firstLabel && label < firstLabel + 24;
        }

        /** Start of an hour in hours since 1970-01-01T00:00Z, or {@link #DOES_NOT_EXIST}. */
        long epochHour(int label) {
            return epochHours[label];
        }

        /** Whether the hour stands for two. */
        boolean isAmbiguous(int label) {
            return ambiguous[label];
        }
    }
}
