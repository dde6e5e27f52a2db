package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.HourLabel;
import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Observation;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.Verdict;
import dev.calima.batch.ingest.validate.ReferenceData.KnownParameter;
import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.Validity;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides what to believe of a reading. Not thread-safe: its answer is valid until the next question. */
public final class ReadingValidator {

    /** Nobody published hourly automatic measurements before. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1980, 1, 1);

    private static final Verdict IGNORED = new Verdict.Ignored();
    private static final int MOST_HOURS = 24;
    private static final int HOUR = 60;
    private static final int SECONDS_OF_MINUTE = 60;

    private final FeedDefinition feed;
    private final ReferenceData reference;
    private final HourResolver hours;
    private final LocalDate lastDay;

    private final long[] epochMinutes = new long[MOST_HOURS];
    private final float[] values = new float[MOST_HOURS];
    private final byte[] flags = new byte[MOST_HOURS];
    private final byte[] quality = new byte[MOST_HOURS];

    /** @param clock tells which dates lie in the future */
    public ReadingValidator(FeedDefinition feed, ReferenceData reference, Clock clock) {
        this.feed = feed;
        this.reference = reference;
        this.hours = new HourResolver(feed.zone(), feed.hourLabel(), feed.autumnHour());
        this.lastDay = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
    }

    /**
     * Looks at one reading.
     *
     * @param cellNotices is told of each single value that is refused while the others are believed
     */
    public Verdict check(Reading reading, Consumer<Notice> cellNotices) {
        if (feed.notStations().contains(reading.station())) {
            return IGNORED;
        }
        @Nullable Integer station = reference.stations().get(reading.station());
        if (station == null) {
            return rejected(
                    reading,
                    NoticeKind.UNKNOWN_STATION,
                    "station " + reading.station() + " is not in networks/" + feed.network()
                            + ".yaml; add it there and load the file again");
        }
        @Nullable KnownParameter parameter = reference.parameters().get(reading.parameter());
        if (parameter == null) {
            return rejected(
                    reading,
                    NoticeKind.UNKNOWN_PARAMETER,
                    "parameter " + reading.parameter() + " is not in feeds/" + feed.name()
                            + ".yaml; add it there and load the file again");
        }
        if (reading.day().isBefore(FIRST_DAY) || reading.day().isAfter(lastDay)) {
            return rejected(
                    reading,
                    NoticeKind.DATE_OUT_OF_RANGE,
                    reading.day() + " is not between " + FIRST_DAY + " and " + lastDay + "; correct the date");
        }
        return new Verdict.Accepted(resolve(reading, station, parameter, cellNotices));
    }

    private Observation resolve(Reading reading, int station, KnownParameter parameter, Consumer<Notice> cellNotices) {
        reading.notices().forEach(cellNotices);
        HourResolver.Day day = hours.day(reading.day());
        int count = 0;
        for (int i = 0; i < reading.hours(); i++) {
            byte mark = reading.mark(i);
            if (mark == Reading.NOTHING) {
                continue;
            }
            int label = reading.firstHour() + i;
            if (!day.has(label) || day.epochMinute(label) == HourResolver.Day.DOES_NOT_EXIST) {
                if (mark == Reading.VALID) {
                    cellNotices.accept(missingHour(reading, label));
                }
                continue; // publishers fill the hour that spring leaves out with an invalid 0
            }
            epochMinutes[count] = day.epochMinute(label);
            put(count, mark, reading.value(i), parameter, day.isAmbiguous(label));
            count++;
        }
        return observation(station, parameter, HOUR, day.phase(), count);
    }

    private Observation observation(int station, KnownParameter parameter, int step, int phase, int count) {
        return new Observation(
                station, parameter.stored().id(), step, phase, count, epochMinutes, values, flags, quality);
    }

    /** Puts one value, in the stored unit and judged, at a place of the arrays. */
    private void put(int place, byte mark, double published, KnownParameter parameter, boolean ambiguous) {
        float value = (float) parameter.conversion().stored(published);
        byte bits = mark == Reading.VALID ? ValueJudge.judge(value, parameter.stored()) : 0;
        byte flag = QualityFlag.of(validity(mark), feed.verification(), ambiguous);
        values[place] = value;
        quality[place] = bits;
        flags[place] = QualityFlag.with(flag, bits);
    }

    private static Validity validity(byte mark) {
        return switch (mark) {
            case Reading.VALID -> Validity.VALID;
            case Reading.MAINTENANCE -> Validity.MAINTENANCE;
            default -> Validity.NOT_VALID;
        };
    }

    /** Looks at one value with its own time; a refusal is that of the one value. */
    public Verdict check(StampedReading reading) {
        if (feed.notStations().contains(reading.station())) {
            return IGNORED;
        }
        @Nullable Integer station = reference.stations().get(reading.station());
        if (station == null) {
            return rejected(
                    reading,
                    NoticeKind.UNKNOWN_STATION,
                    "station " + reading.station() + " is not in networks/" + feed.network()
                            + ".yaml; add it there and load the file again");
        }
        @Nullable KnownParameter parameter = reference.parameters().get(reading.parameter());
        if (parameter == null) {
            return rejected(
                    reading,
                    NoticeKind.UNKNOWN_PARAMETER,
                    "parameter " + reading.parameter() + " is not in feeds/" + feed.name()
                            + ".yaml; add it there and load the file again");
        }
        int step = reading.stepMinutes();
        long end = Math.floorDiv(reading.epochSecond(), SECONDS_OF_MINUTE);
        long start = feed.hourLabel() == HourLabel.ENDING ? end - step : end;
        epochMinutes[0] = start;
        put(0, reading.mark(), reading.value(), parameter, false);
        return new Verdict.Accepted(observation(station, parameter, step, (int) Math.floorMod(start, (long) step), 1));
    }

    private static Verdict rejected(StampedReading reading, NoticeKind kind, String reason) {
        return new Verdict.Rejected(new Notice(kind, reading.line(), reading.field(), reason));
    }

    private Notice missingHour(Reading reading, int label) {
        return new Notice(
                NoticeKind.HOUR_DOES_NOT_EXIST,
                reading.line(),
                reading.field().isEmpty() ? String.format(Locale.ROOT, "H%02d", label) : reading.field(),
                "hour " + label + " of " + reading.day() + " does not exist in " + feed.zone()
                        + " (the clocks go forward); a value marked valid for it cannot be true");
    }

    private static Verdict rejected(Reading reading, NoticeKind kind, String reason) {
        return new Verdict.Rejected(new Notice(kind, reading.line(), reading.field(), reason));
    }
}
