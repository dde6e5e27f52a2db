package dev.calima.api.aggregate;

import static dev.calima.sql.schema.Tables.AGGREGATE_DAY_BLOCK;
import static dev.calima.sql.schema.Tables.AGGREGATE_PERIOD;
import static dev.calima.sql.schema.Tables.CAPTURE_RULE;

import dev.calima.api.series.Series;
import dev.calima.api.web.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the roll-ups; the blocks of days are unpacked here, which is cheaper than in the database. */
@Component
class AggregateQueries {

    private static final int PERCENT = 100;

    private final DSLContext db;

    AggregateQueries(DSLContext db) {
        this.db = db;
    }

    /** The days in the range that have anything, in the order of the series, then by day. */
    List<AggregateResponse.Day> days(List<Series> of, DateRange range) {
        int enough = minPercent("day");
        Map<Integer, Series> byId = byId(of);
        List<AggregateResponse.Day> days = new ArrayList<>();
        // spotless:off
        db.select(AGGREGATE_DAY_BLOCK.SERIES_ID, AGGREGATE_DAY_BLOCK.MONTH, AGGREGATE_DAY_BLOCK.EXPECTED, AGGREGATE_DAY_BLOCK.OBSERVED,
                        AGGREGATE_DAY_BLOCK.AVG, AGGREGATE_DAY_BLOCK.MIN, AGGREGATE_DAY_BLOCK.MAX, AGGREGATE_DAY_BLOCK.SUM,
                        AGGREGATE_DAY_BLOCK.MAX_8H)
                .from(AGGREGATE_DAY_BLOCK)
                .where(AGGREGATE_DAY_BLOCK.SERIES_ID.eq(DSL.any(byId.keySet().toArray(Integer[]::new))))
                .and(AGGREGATE_DAY_BLOCK.MONTH.between(range.from().withDayOfMonth(1), range.to().minusDays(1)))
                .orderBy(AGGREGATE_DAY_BLOCK.SERIES_ID, AGGREGATE_DAY_BLOCK.MONTH)
                .fetch()
                .forEach(block -> addDays(days, Objects.requireNonNull(byId.get(block.value1())), block, range, enough));
        // spotless:on
        return sorted(days, of, AggregateResponse.Day::station, AggregateResponse.Day::parameter);
    }

    /** The months ({@code month}) or years ({@code year}) whose first day is in the range, ordered as days are. */
    List<AggregateResponse.Period> periods(List<Series> of, String period, DateRange range) {
        int enough = minPercent(period);
        Map<Integer, Series> byId = byId(of);
        // spotless:off
        List<AggregateResponse.Period> periods = db.selectFrom(AGGREGATE_PERIOD)
                .where(AGGREGATE_PERIOD.SERIES_ID.eq(DSL.any(byId.keySet().toArray(Integer[]::new))))
                .and(AGGREGATE_PERIOD.PERIOD.eq(period))
                .and(AGGREGATE_PERIOD.STARTS_ON.between(range.from(), range.to().minusDays(1)))
                .orderBy(AGGREGATE_PERIOD.SERIES_ID, AGGREGATE_PERIOD.STARTS_ON)
                .fetch(row -> period(Objects.requireNonNull(byId.get(row.get(AGGREGATE_PERIOD.SERIES_ID))), row, enough));
        // spotless:on
        return sorted(periods, of, AggregateResponse.Period::station, AggregateResponse.Period::parameter);
    }

    private int minPercent(String rule) {
        return db.select(CAPTURE_RULE.MIN_PERCENT)
                .from(CAPTURE_RULE)
                .where(CAPTURE_RULE.RULE.eq(rule))
                .fetchSingle(row -> row.value1().intValue());
    }

    private static void addDays(
            List<AggregateResponse.Day> days, Series series, Record block, DateRange range, int enough) {
        LocalDate month = block.get(AGGREGATE_DAY_BLOCK.MONTH);
        Short[] expected = block.get(AGGREGATE_DAY_BLOCK.EXPECTED);
        Short[] observed = block.get(AGGREGATE_DAY_BLOCK.OBSERVED);
        for (int i = 0; i < expected.length; i++) {
            LocalDate day = month.plusDays(i);
            if (range.contains(day)) {
                days.add(new AggregateResponse.Day(
                        series.station().value(),
                        series.parameter().value(),
                        series.unit(),
                        day,
                        element(block.get(AGGREGATE_DAY_BLOCK.AVG), i),
                        element(block.get(AGGREGATE_DAY_BLOCK.MIN), i),
                        element(block.get(AGGREGATE_DAY_BLOCK.MAX), i),
                        element(block.get(AGGREGATE_DAY_BLOCK.SUM), i),
                        element(block.get(AGGREGATE_DAY_BLOCK.MAX_8H), i),
                        expected[i],
                        observed[i],
                        percent(observed[i], expected[i]),
                        observed[i] * PERCENT >= expected[i] * enough));
            }
        }
    }

    private static AggregateResponse.Period period(Series series, Record row, int enough) {
        int expected = row.get(AGGREGATE_PERIOD.EXPECTED);
        int observed = row.get(AGGREGATE_PERIOD.OBSERVED);
        return new AggregateResponse.Period(
                series.station().value(),
                series.parameter().value(),
                series.unit(),
                row.get(AGGREGATE_PERIOD.STARTS_ON),
                row.get(AGGREGATE_PERIOD.MIN),
                row.get(AGGREGATE_PERIOD.Q02),
                row.get(AGGREGATE_PERIOD.Q25),
                row.get(AGGREGATE_PERIOD.MEDIAN),
                row.get(AGGREGATE_PERIOD.Q75),
                row.get(AGGREGATE_PERIOD.Q98),
                row.get(AGGREGATE_PERIOD.MAX),
                row.get(AGGREGATE_PERIOD.AVG),
                row.get(AGGREGATE_PERIOD.SD),
                row.get(AGGREGATE_PERIOD.SUM),
                expected,
                observed,
                percent(observed, expected),
                row.get(AGGREGATE_PERIOD.VALID_DAYS),
                (long) observed * PERCENT >= (long) expected * enough);
    }

    private static double percent(int observed, int expected) {
        return expected == 0 ? 0 : Math.round(Math.min(1, (double) observed / expected) * 1000) / 10.0;
    }

    private static @Nullable Float element(@Nullable Float @Nullable [] column, int i) {
        return column == null ? null : column[i];
    }

    private static Map<Integer, Series> byId(List<Series> of) {
        return of.stream().collect(Collectors.toMap(Series::id, each -> each));
    }

    /** Stable, so that what is in the order of time stays so. */
    private static <T> List<T> sorted(
            List<T> rows, List<Series> of, Function<T, String> station, Function<T, String> parameter) {
        return of.size() == 1
                ? rows
                : rows.stream()
                        .sorted(Comparator.comparing(station).thenComparing(parameter))
                        .toList();
    }
}
