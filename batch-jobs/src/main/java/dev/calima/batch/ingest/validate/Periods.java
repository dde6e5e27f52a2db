package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.HourLabel;
import dev.calima.batch.config.StationSource;
import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.StampedReading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The periods of values that tell their own moment: where they begin, and whether they may. */
final class Periods {

    /** Clocks of this earth are off UTC by quarters of an hour. */
    private static final int QUARTER = 15;

    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int SECONDS_OF_MINUTE = 60;

    private final FeedDefinition feed;
    private final LocalDate firstDay;
    private final LocalDate lastDay;

    /** Periods may begin on the days from {@code firstDay} to {@code lastDay}, UTC. */
    Periods(FeedDefinition feed, LocalDate firstDay, LocalDate lastDay) {
        this.feed = feed;
        this.firstDay = firstDay;
        this.lastDay = lastDay;
    }

    /** What is wrong with the period of a reading; null when nothing is. */
    @Nullable Notice problem(StampedReading reading) {
        int step = reading.stepMinutes();
        if (step < 1 || MINUTES_OF_DAY % step != 0) {
            return notice(
                    reading,
                    NoticeKind.NOT_ON_THE_GRID,
                    "a period of " + step + " minutes divides no day; only such can be stored");
        }
        long start = startMinute(reading);
        long day = Math.floorDiv(start, MINUTES_OF_DAY);
        if (day < firstDay.toEpochDay() || day > lastDay.toEpochDay()) {
            return notice(
                    reading,
                    NoticeKind.DATE_OUT_OF_RANGE,
                    stamp(reading) + " is not between " + firstDay + " and " + lastDay + "; correct the time");
        }
        if (reading.epochSecond() % SECONDS_OF_MINUTE != 0 || !isOnTheGrid(start, step)) {
            return notice(
                    reading,
                    NoticeKind.NOT_ON_THE_GRID,
                    stamp(reading) + " is no " + (feed.hourLabel() == HourLabel.ENDING ? "end" : "begin")
                            + " of a period of " + step + " minutes, neither in UTC nor by the clock of "
                            + feed.zone() + "; correct the time, or the feed's zone");
        }
        return null;
    }

    /**
     * Whether periods of this length begin at this minute: counted from midnight UTC, or from that of the feed's zone. A
     * feed whose stations are discovered has them under any clock.
     */
    private boolean isOnTheGrid(long start, int step) {
        long phase = Math.floorMod(start, (long) step);
        if (phase == 0 || (feed.stations() == StationSource.DISCOVERED && phase % QUARTER == 0)) {
            return true;
        }
        ZoneOffset offset = feed.zone().getRules().getOffset(Instant.ofEpochSecond(start * SECONDS_OF_MINUTE));
        return Math.floorMod(start + offset.getTotalSeconds() / SECONDS_OF_MINUTE, (long) step) == 0;
    }

    /** Start of the period in minutes since 1970-01-01T00:00Z; what is between two minutes is cut off. */
    long startMinute(StampedReading reading) {
        long minute = Math.floorDiv(reading.epochSecond(), SECONDS_OF_MINUTE);
        return feed.hourLabel() == HourLabel.ENDING ? minute - reading.stepMinutes() : minute;
    }

    private static String stamp(StampedReading reading) {
        long second = reading.epochSecond();
        return Instant.MIN.getEpochSecond() <= second && second <= Instant.MAX.getEpochSecond()
                ? Instant.ofEpochSecond(second).toString()
                : "second " + second;
    }

    private static Notice notice(StampedReading reading, NoticeKind kind, String reason) {
        return new Notice(kind, reading.line(), reading.field(), reason);
    }
}
