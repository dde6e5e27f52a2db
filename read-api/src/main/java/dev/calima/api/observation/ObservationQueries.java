package dev.calima.api.observation;

import static dev.calima.sql.schema.Tables.OBSERVATION_CHANGE;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;

import dev.calima.api.series.Series;
import dev.calima.api.web.TimeRange;
import dev.calima.sql.type.QualityFlag;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads days and walks their arrays: element i of a day is the period that starts i steps after the
 * phase of the series, from midnight UTC. */
@Component
public class ObservationQueries {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int DAYS_AT_ONCE = 400;

    private final DSLContext db;

    ObservationQueries(DSLContext db) {
        this.db = db;
    }

    /**
     * What was published for periods that start in the range, ascending; periods without anything are left out.
     *
     * @param atMost how many to return at most
     * @param asOf the moment at which it stood there; null for now
     */
    public List<Observation> list(Series series, TimeRange range, int atMost, @Nullable Instant asOf) {
        int stepsInDay = (int) DAY.dividedBy(series.step());
        int daysAtOnce = atMost / stepsInDay + 2;
        List<Observation> found = new ArrayList<>();
        TimeRange days = daysOf(series, range);
        LocalDate next = days.firstDay();
        while (found.size() < atMost) {
            List<ObservedDay> page = days(db, series, next, days.lastDay(), daysAtOnce);
            asTheyWere(db, series, page, asOf).forEach(day -> addDay(found, series, range, day));
            if (page.size() < daysAtOnce) {
                break;
            }
            next = page.getLast().day().plusDays(1);
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

    /** The same at a past moment, which is also the end. */
    int countUsableAsOf(Series series, TimeRange range, Instant asOf) {
        int[] count = {0};
        try {
            walk(db, series, range, asOf, each -> {
                if (each.isUsable() && !each.end().isAfter(asOf)) {
                    count[0]++;
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException("counting writes nothing", e);
        }
        return count[0];
    }

    /**
     * Hands over what was published in the range for one series after the other, all as it stood at one moment, without
     * keeping it.
     *
     * @param asOf the moment at which it stood there; null for now
     * @throws IOException what the receiver throws; nothing more is read then
     */
    void walk(Collection<Series> of, TimeRange range, @Nullable Instant asOf, Receiver receiver) throws IOException {
        try {
            db.transaction(transaction -> {
                DSLContext snapshot = transaction.dsl();
                snapshot.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                for (Series series : of) {
                    walk(snapshot, series, range, asOf, each -> receiver.accept(series, each));
                }
            });
        } catch (DataAccessException e) {
            if (e.getCause() instanceof IOException gone) {
                throw gone;
            }
            throw e;
        }
    }

    private static void walk(
            DSLContext db, Series series, TimeRange range, @Nullable Instant asOf, SeriesReceiver receiver)
            throws IOException {
        TimeRange days = daysOf(series, range);
        LocalDate next = days.firstDay();
        List<ObservedDay> page;
        do {
            page = days(db, series, next, days.lastDay(), DAYS_AT_ONCE);
            List<Observation> found = new ArrayList<>();
            asTheyWere(db, series, page, asOf).forEach(day -> addDay(found, series, range, day));
            for (Observation each : found) {
                receiver.accept(each);
            }
            next = page.isEmpty() ? next : page.getLast().day().plusDays(1);
        } while (page.size() == DAYS_AT_ONCE);
    }

    private static List<ObservedDay> days(DSLContext db, Series series, LocalDate first, LocalDate last, int atMost) {
        // spotless:off
        return db.select(OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS, OBSERVATION_DAY.VALUES, OBSERVATION_DAY.QUALITY,
                        OBSERVATION_DAY.UPDATED_AT)
                .from(OBSERVATION_DAY)
                .where(OBSERVATION_DAY.SERIES_ID.eq(series.id()))
                .and(OBSERVATION_DAY.DAY.between(first, last))
                .orderBy(OBSERVATION_DAY.DAY)
                .limit(atMost)
                .fetch(row -> new ObservedDay(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
        // spotless:on
    }

    /**
     * The days with each later change taken back, the newest first; days that were not there yet are left out. The days
     * must have been read before: a change committed in between is then taken back from a day without it, which changes
     * nothing.
     */
    private static List<ObservedDay> asTheyWere(
            DSLContext db, Series series, List<ObservedDay> days, @Nullable Instant asOf) {
        if (asOf == null || days.isEmpty()) {
            return days;
        }
        Map<LocalDate, ObservedDay> then = new LinkedHashMap<>();
        days.forEach(day -> then.put(day.day(), day.copy()));
        laterChanges(db, series, days.getFirst().day(), days.getLast().day(), asOf)
                .forEach(change -> then.computeIfPresent(change.day(), (date, day) -> day.before(change)));
        return then.values().stream()
                .filter(day -> !day.updatedAt().isAfter(asOf))
                .toList();
    }

    private static List<DayChange> laterChanges(
            DSLContext db, Series series, LocalDate first, LocalDate last, Instant asOf) {
        // spotless:off
        return db.select(OBSERVATION_CHANGE.DAY, OBSERVATION_CHANGE.CHANGED_AT, OBSERVATION_CHANGE.PREVIOUS_AT,
                        OBSERVATION_CHANGE.ADDED_STEPS, OBSERVATION_CHANGE.STEPS, OBSERVATION_CHANGE.OLD_FLAGS,
                        OBSERVATION_CHANGE.OLD_VALUES, OBSERVATION_CHANGE.OLD_QUALITY)
                .from(OBSERVATION_CHANGE)
                .where(OBSERVATION_CHANGE.SERIES_ID.eq(series.id()))
                .and(OBSERVATION_CHANGE.DAY.between(first, last))
                .and(OBSERVATION_CHANGE.CHANGED_AT.gt(asOf))
                .orderBy(OBSERVATION_CHANGE.CHANGED_AT.desc())
                .fetch(row -> new DayChange(row.value1(), row.value2(), row.value3(), row.value4(),
                        Objects.requireNonNullElse(row.value5(), new Short[0]),
                        Objects.requireNonNullElse(row.value6(), new byte[0]),
                        Objects.requireNonNullElse(row.value7(), new Float[0]),
                        row.value8()));
        // spotless:on
    }

    private static void addDay(List<Observation> found, Series series, TimeRange range, ObservedDay day) {
        byte[] flags = day.flags();
        byte @Nullable [] quality = day.quality();
        Instant start = firstPeriod(series, day.day());
        for (int i = 0; i < flags.length; i++) {
            Instant end = start.plus(series.step());
            if (flags[i] != QualityFlag.ABSENT && range.contains(start)) {
                found.add(new Observation(
                        start, end, flags[i], quality == null ? 0 : quality[i], finite(day.values()[i])));
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

    /** Takes one value after the other. */
    @FunctionalInterface
    interface Receiver {
        void accept(Series series, Observation observation) throws IOException;
    }

    @FunctionalInterface
    private interface SeriesReceiver {
        void accept(Observation observation) throws IOException;
    }
}
