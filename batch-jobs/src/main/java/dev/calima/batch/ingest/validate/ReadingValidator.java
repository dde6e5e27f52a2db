package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Observation;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.Verdict;
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

    /** No published number of any parameter is as large; one that stands for "no value" may be. */
    private static final double ABSURD = 1e9;

    private final FeedDefinition feed;
    private final ReferenceData reference;
    private final Stations stations;
    private final HourResolver hours;
    private final Periods periods;
    private final LocalDate lastDay;
    private final ValueJudge judge;
    private final long beganMinute;

    private final long[] epochMinutes = new long[MOST_HOURS];
    private final float[] values = new float[MOST_HOURS];
    private final byte[] flags = new byte[MOST_HOURS];
    private final byte[] quality = new byte[MOST_HOURS];

    /** @param clock tells which dates lie in the future */
    public ReadingValidator(FeedDefinition feed, ReferenceData reference, Clock clock) {
        this.feed = feed;
        this.reference = reference;
        this.stations = new Stations(feed, reference);
        this.hours = new HourResolver(feed.zone(), feed.hourLabel(), feed.autumnHour());
        this.judge = new ValueJudge(feed, clock);
        this.lastDay = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        this.periods = new Periods(feed, FIRST_DAY, lastDay);
        this.beganMinute = Math.floorDiv(clock.instant().getEpochSecond(), SECONDS_OF_MINUTE);
    }

    /** When it began to decide, in minutes since 1970-01-01T00:00Z. */
    public long beganMinute() {
        return beganMinute;
    }

    /** Decimals that a correction of a parameter must reach beyond ({@code same-when-rounded-to}); -1 when each difference is one. */
    public int sameWhenRoundedTo(short parameterId) {
        return reference.sameWhenRoundedTo(parameterId);
    }

    /**
     * Looks at one reading.
     *
     * @param cellNotices is told of each single value that is refused while the others are believed
     */
    public Verdict check(Reading reading, Consumer<Notice> cellNotices) {
        if (stations.isNone(reading.station())) {
            return IGNORED;
        }
        @Nullable Integer station = stations.find(reading.station());
        @Nullable KnownParameter parameter = reference.parameters().get(reading.parameter());
        return station == null || parameter == null || !isPossible(reading.day())
                ? new Verdict.Rejected(refusal(reading, station, parameter))
                : new Verdict.Accepted(resolve(reading, station, parameter, cellNotices));
    }

    /** Why {@link #check(Reading, Consumer)} refuses a whole line; null when it does not. Does not look at the values. */
    public @Nullable Notice refusal(Reading reading) {
        if (stations.isNone(reading.station())) {
            return null;
        }
        @Nullable Integer station = stations.find(reading.station());
        @Nullable KnownParameter parameter = reference.parameters().get(reading.parameter());
        return station == null || parameter == null || !isPossible(reading.day())
                ? refusal(reading, station, parameter)
                : null;
    }

    private boolean isPossible(LocalDate day) {
        return !day.isBefore(FIRST_DAY) && !day.isAfter(lastDay);
    }

    private Notice refusal(Reading reading, @Nullable Integer station, @Nullable KnownParameter parameter) {
        if (station == null) {
            return notice(reading, NoticeKind.UNKNOWN_STATION, stations.refusal(reading.station(), null));
        }
        if (parameter == null) {
            return notice(reading, NoticeKind.UNKNOWN_PARAMETER, unknownParameter(reading.parameter()));
        }
        return notice(
                reading,
                NoticeKind.DATE_OUT_OF_RANGE,
                reading.day() + " is not between " + FIRST_DAY + " and " + lastDay + "; correct the date");
    }

    private Observation resolve(Reading reading, int station, KnownParameter parameter, Consumer<Notice> cellNotices) {
        HourResolver.Day day = hours.day(reading.day());
        for (Notice notice : reading.notices()) {
            cellNotices.accept(placed(notice, reading, day, station, parameter));
        }
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
            if (!isNumber(reading.value(i), parameter.conversion())) {
                cellNotices.accept(placed(
                        absurd(reading.line(), field(reading, label), reading.value(i)),
                        reading,
                        day,
                        station,
                        parameter));
                continue;
            }
            epochMinutes[count] = day.epochMinute(label);
            put(count, HOUR, mark, reading.value(i), parameter, parameter.conversion(), day.isAmbiguous(label));
            count++;
        }
        return observation(station, parameter, HOUR, day.phase(), count);
    }

    /** What is wrong with a line that could not be read, with its place where the line tells it. */
    public Notice placed(Parsed.BadLine bad) {
        return switch (bad.instead()) {
            case Reading reading
            when reading.hours() == 1 -> {
                @Nullable Integer station = stations.find(reading.station());
                @Nullable KnownParameter parameter = reference.parameters().get(reading.parameter());
                yield station == null || parameter == null
                        ? bad.notice()
                        : placed(bad.notice(), reading, hours.day(reading.day()), station, parameter);
            }
            case StampedReading stamped -> {
                @Nullable KnownParameter parameter = reference.parameters().get(stamped.parameter());
                yield parameter == null
                        ? bad.notice()
                        : placed(bad.notice(), stamped, stations.find(stamped.station()), parameter);
            }
            case null, default -> bad.notice();
        };
    }

    /** Says which hour a value that could not be read would have been, when the number of its column tells. */
    private static Notice placed(
            Notice notice, Reading reading, HourResolver.Day day, int station, KnownParameter parameter) {
        int label = reading.hours() == 1 ? reading.firstHour() : hourOfColumn(notice.field());
        if (label < 0 || !day.has(label) || day.epochMinute(label) == HourResolver.Day.DOES_NOT_EXIST) {
            return notice;
        }
        return notice.at(new Notice.Place(station, parameter.stored().id(), HOUR, day.phase(), day.epochMinute(label)));
    }

    /** The hour of a column such as H03 or V03; -1 for others. */
    private static int hourOfColumn(String column) {
        return column.matches("[A-Z]\\d\\d") ? Integer.parseInt(column.substring(1)) : -1;
    }

    private Observation observation(int station, KnownParameter parameter, int step, int phase, int count) {
        return new Observation(
                station, parameter.stored().id(), step, phase, count, epochMinutes, values, flags, quality);
    }

    /** Puts one value, in the stored unit and judged, at a place of the arrays, whose begin is there already. */
    private void put(
            int place,
            int step,
            byte mark,
            double published,
            KnownParameter parameter,
            UnitConversion conversion,
            boolean ambiguous) {
        float value = (float) conversion.stored(published);
        byte bits = mark == Reading.VALID
                ? judge.judge(published, value, parameter.stored(), epochMinutes[place] + step)
                : 0;
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

    /**
     * Looks at one value with its own time; a refusal is that of the line, or of the one value of it that
     * {@link StampedReading#field()} names. A period that has not ended yet is none: a rule of quality flags it.
     */
    public Verdict check(StampedReading reading) {
        if (stations.isNone(reading.station())) {
            return IGNORED;
        }
        @Nullable Integer station = stations.find(reading.station());
        if (station == null && !stations.mayDiscover()) {
            return rejected(reading, NoticeKind.UNKNOWN_STATION, stations.refusal(reading.station(), null));
        }
        @Nullable KnownParameter parameter = reference.parameters().get(reading.parameter());
        if (parameter == null) {
            return rejected(reading, NoticeKind.UNKNOWN_PARAMETER, unknownParameter(reading.parameter()));
        }
        @Nullable UnitConversion conversion = parameter.conversion(reading.unit());
        if (conversion == null) {
            return refused(
                    reading,
                    station,
                    parameter,
                    NoticeKind.UNKNOWN_UNIT,
                    "the unit is '" + reading.unit() + "'; nothing leads from it to "
                            + parameter.stored().unit() + ", in which " + reading.parameter()
                            + " is stored. Correct the unit, or ask the publisher");
        }
        @Nullable Notice misplaced = periods.problem(reading);
        if (misplaced != null) {
            return new Verdict.Rejected(misplaced);
        }
        if (!isNumber(reading.value(), conversion)) {
            return refused(reading, station, parameter, NoticeKind.NOT_A_NUMBER, absurd(reading.value()));
        }
        if (station == null) {
            station = stations.discover(reading.station(), reading.seen());
        }
        if (station == null) {
            return rejected(reading, NoticeKind.UNKNOWN_STATION, stations.refusal(reading.station(), reading.seen()));
        }
        int step = reading.stepMinutes();
        long start = periods.startMinute(reading);
        epochMinutes[0] = start;
        put(0, step, reading.mark(), reading.value(), parameter, conversion, false);
        return new Verdict.Accepted(observation(station, parameter, step, (int) Math.floorMod(start, (long) step), 1));
    }

    private static Notice absurd(long line, String field, double value) {
        return new Notice(NoticeKind.NOT_A_NUMBER, line, field, absurd(value));
    }

    private static String absurd(double value) {
        return "the value is " + value
                + "; nothing measured is. If it stands for no value, name it among the feed's sentinels";
    }

    private boolean isNumber(double value, UnitConversion conversion) {
        return Float.isFinite((float) conversion.stored(value))
                && (Math.abs(value) < ABSURD || feed.sentinels().contains(value));
    }

    private String unknownParameter(String key) {
        return "parameter " + key + " is not in feeds/" + feed.name() + ".yaml; add it there and load the file again";
    }

    /** A refusal of a value whose series and period are known, as far as they are. */
    private Verdict refused(
            StampedReading reading,
            @Nullable Integer station,
            KnownParameter parameter,
            NoticeKind kind,
            String reason) {
        return new Verdict.Rejected(
                placed(new Notice(kind, reading.line(), reading.field(), reason), reading, station, parameter));
    }

    private Notice placed(Notice notice, StampedReading reading, @Nullable Integer station, KnownParameter parameter) {
        if (station == null || periods.problem(reading) != null) {
            return notice;
        }
        int step = reading.stepMinutes();
        long start = periods.startMinute(reading);
        return notice.at(new Notice.Place(
                station, parameter.stored().id(), step, (int) Math.floorMod(start, (long) step), start));
    }

    private static Verdict rejected(StampedReading reading, NoticeKind kind, String reason) {
        return new Verdict.Rejected(new Notice(kind, reading.line(), reading.field(), reason));
    }

    private static String field(Reading reading, int label) {
        return reading.field().isEmpty() ? String.format(Locale.ROOT, "H%02d", label) : reading.field();
    }

    private Notice missingHour(Reading reading, int label) {
        return new Notice(
                NoticeKind.HOUR_DOES_NOT_EXIST,
                reading.line(),
                field(reading, label),
                "hour " + label + " of " + reading.day() + " does not exist in " + feed.zone()
                        + " (the clocks go forward); a value marked valid for it cannot be true");
    }

    private static Notice notice(Reading reading, NoticeKind kind, String reason) {
        return new Notice(kind, reading.line(), reading.field(), reason);
    }
}
