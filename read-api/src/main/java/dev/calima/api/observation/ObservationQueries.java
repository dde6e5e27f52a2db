package dev.calima.api.observation;

import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;

import dev.calima.api.series.Series;
import dev.calima.api.web.TimeRange;
import dev.calima.sql.type.QualityFlag;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Record4;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads days and walks their arrays: element i of a day is the period that starts i steps after the
 * phase of the series, from midnight UTC. */
@Component
class ObservationQueries {

    private static final Duration DAY = Duration.ofDays(1);

    private final DSLContext db;

    ObservationQueries(DSLContext db) {
        this.db = db;
    }

    /**
     * What was published for periods that start in the range, ascending; periods without anything are left out.
     *
     * @param atMost how many to return at most
     */
    List<Observation> list(Series series, TimeRange range, int atMost) {
        int stepsInDay = (int) DAY.dividedBy(series.step());
        int daysAtOnce = atMost / stepsInDay + 2;
        List<Observation> found = new ArrayList<>();
        TimeRange days = daysOf(series, range);
        LocalDate next = days.firstDay();
        while (found.size() < atMost) {
            Result<Record4<LocalDate, byte[], Float[], byte[]>> page = days(series, next, days.lastDay(), daysAtOnce);
            for (Record4<LocalDate, byte[], Float[], byte[]> day : page) {
                addDay(found, series, range, day);
            }
            if (page.size() < daysAtOnce) {
                break;
            }
            next = page.getLast().value1().plusDays(1);
        }
        return found.size() > atMost ? found.subList(0, atMost) : found;
    }

    /** How many periods that start in the range and end at {@code end} or before have a value that may be used. */
    int countUsable(Series series, TimeRange range, Instant end) {
        int count = 0;
        TimeRange asked = daysOf(series, range);
        // spotless:off
        Result<Record2<LocalDate, byte[]>> days = db.select(OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS)
                .from(OBSERVATION_DAY)
                .where(OBSERVATION_DAY.SERIES_ID.eq(series.id()))
                .and(OBSERVATION_DAY.DAY.between(asked.firstDay(), asked.lastDay()))
                .fetch();
        // spotless:on
        for (Record2<LocalDate, byte[]> day : days) {
            Instant start = firstPeriod(series, day.value1());
            for (byte flag : day.value2()) {
                Instant stop = start.plus(series.step());
                if (QualityFlag.isUsable(flag) && range.contains(start) && !stop.isAfter(end)) {
                    count++;
                }
                start = stop;
            }
        }
        return count;
    }

    private Result<Record4<LocalDate, byte[], Float[], byte[]>> days(
            Series series, LocalDate first, LocalDate last, int atMost) {
        // spotless:off
        return db.select(OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS, OBSERVATION_DAY.VALUES, OBSERVATION_DAY.QUALITY)
                .from(OBSERVATION_DAY)
                .where(OBSERVATION_DAY.SERIES_ID.eq(series.id()))
                .and(OBSERVATION_DAY.DAY.between(first, last))
                .orderBy(OBSERVATION_DAY.DAY)
                .limit(atMost)
                .fetch();
        // spotless:on
    }

    private static void addDay(
            List<Observation> found, Series series, TimeRange range, Record4<LocalDate, byte[], Float[], byte[]> day) {
        byte[] flags = day.value2();
        @Nullable Float[] values = day.value3();
        byte @Nullable [] quality = day.value4();
        Instant start = firstPeriod(series, day.value1());
        for (int i = 0; i < flags.length; i++) {
            Instant end = start.plus(series.step());
            if (flags[i] != QualityFlag.ABSENT && range.contains(start)) {
                found.add(new Observation(start, end, flags[i], quality == null ? 0 : quality[i], finite(values[i])));
            }
            start = end;
        }
    }

    /** The range as the days are counted: moved so that the first period of a day starts at midnight UTC. */
    private static TimeRange daysOf(Series series, TimeRange range) {
        return new TimeRange(range.from().minus(series.phase()), range.to().minus(series.phase()));
    }

    private static Instant firstPeriod(Series series, LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).plus(series.phase());
    }

    private static @Nullable Float finite(@Nullable Float value) {
        return value != null && Float.isFinite(value) ? value : null;
    }
}
