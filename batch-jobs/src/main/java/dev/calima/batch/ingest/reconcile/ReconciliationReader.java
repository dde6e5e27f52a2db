package dev.calima.batch.ingest.reconcile;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.PUBLISHED_DAY;
import static dev.calima.sql.schema.Tables.RECONCILIATION_DIFFERENCE;
import static dev.calima.sql.schema.Tables.RECONCILIATION_MONTH;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.sql.type.QualityFlag;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what is compared, and what comparing has found. */
@Component
class ReconciliationReader {

    private static final short HOURLY = 60;
    private static final int MINUTES_OF_DAY = 24 * 60;

    private final DSLContext dsl;

    ReconciliationReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * A parameter as stored.
     *
     * @param id its key
     * @param unit its unit
     */
    record Parameter(short id, String unit) {}

    /** Key of each station of a network by its code. */
    Map<String, Integer> stations(String network) {
        Map<String, Integer> stations = new HashMap<>();
        dsl.select(STATION.CODE, STATION.STATION_ID)
                .from(STATION)
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(NETWORK.CODE.eq(network))
                .forEach(found -> stations.put(found.value1().value(), found.value2()));
        return stations;
    }

    /** Every parameter by its code. */
    Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new HashMap<>();
        dsl.select(PARAMETER.CODE, PARAMETER.PARAMETER_ID, PARAMETER.UNIT)
                .from(PARAMETER)
                .forEach(
                        found -> parameters.put(found.value1().value(), new Parameter(found.value2(), found.value3())));
        return parameters;
    }

    /** The published days of a month. */
    List<PublishedDay> published(String source, YearMonth month) {
        return dsl.select(
                        PUBLISHED_DAY.STATION_ID,
                        PUBLISHED_DAY.PARAMETER_ID,
                        PUBLISHED_DAY.DAY,
                        PUBLISHED_DAY.VALUE,
                        PUBLISHED_DAY.LAST_DIGIT,
                        PUBLISHED_DAY.VALIDITY)
                .from(PUBLISHED_DAY)
                .where(PUBLISHED_DAY.SOURCE.eq(source))
                .and(PUBLISHED_DAY.DAY.between(month.atDay(1), month.atEndOfMonth()))
                .fetch(day -> new PublishedDay(
                        day.value1(), day.value2(), day.value3(), day.value4(), day.value5(), day.value6() == 1));
    }

    /** The usable hours of a network's local days in a month, of some parameters. */
    Map<PublishedDay.Key, OurMean> ours(String network, Set<Short> parameters, YearMonth month, LocalDays days) {
        Map<PublishedDay.Key, OurMean> means = new HashMap<>();
        dsl.select(
                        SERIES.STATION_ID,
                        SERIES.PARAMETER_ID,
                        SERIES.PHASE_MINUTES,
                        OBSERVATION_DAY.DAY,
                        OBSERVATION_DAY.FLAGS,
                        OBSERVATION_DAY.VALUES)
                .from(OBSERVATION_DAY)
                .join(SERIES)
                .on(SERIES.SERIES_ID.eq(OBSERVATION_DAY.SERIES_ID))
                .join(STATION)
                .on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(NETWORK.CODE.eq(network))
                .and(SERIES.STEP_MINUTES.eq(HOURLY))
                .and(SERIES.PARAMETER_ID.in(parameters))
                .and(OBSERVATION_DAY.DAY.between(days.firstUtcDay(), days.lastUtcDay()))
                .forEach(row -> add(
                        means,
                        month,
                        days,
                        row.value1(),
                        row.value2(),
                        row.value4().toEpochDay() * MINUTES_OF_DAY + row.value3(),
                        row.value5(),
                        row.value6()));
        return means;
    }

    private static void add(
            Map<PublishedDay.Key, OurMean> means,
            YearMonth month,
            LocalDays days,
            int station,
            short parameter,
            long firstMinute,
            byte[] flags,
            @Nullable Float[] values) {
        for (int hour = 0; hour < flags.length; hour++) {
            @Nullable Float value = values[hour];
            int day = days.dayOf(firstMinute + (long) HOURLY * hour);
            if (day != LocalDays.ANOTHER_MONTH && value != null && QualityFlag.isUsable(flags[hour])) {
                means.computeIfAbsent(new PublishedDay.Key(station, parameter, month.atDay(day)), key -> new OurMean())
                        .add(value);
            }
        }
    }

    /** The months of a comparison that are done. */
    Set<LocalDate> monthsDone(long reconciliationId) {
        return new HashSet<>(dsl.selectDistinct(RECONCILIATION_MONTH.MONTH)
                .from(RECONCILIATION_MONTH)
                .where(RECONCILIATION_MONTH.RECONCILIATION_ID.eq(reconciliationId))
                .fetch(RECONCILIATION_MONTH.MONTH));
    }

    /** What a comparison found, by month and parameter. */
    List<ReconciledMonth> months(long reconciliationId) {
        return dsl.select()
                .from(RECONCILIATION_MONTH)
                .join(PARAMETER)
                .on(PARAMETER.PARAMETER_ID.eq(RECONCILIATION_MONTH.PARAMETER_ID))
                .where(RECONCILIATION_MONTH.RECONCILIATION_ID.eq(reconciliationId))
                .orderBy(RECONCILIATION_MONTH.MONTH, RECONCILIATION_MONTH.PARAMETER_ID)
                .fetch(row -> new ReconciledMonth(
                        YearMonth.from(row.get(RECONCILIATION_MONTH.MONTH)),
                        row.get(PARAMETER.CODE).value(),
                        row.get(RECONCILIATION_MONTH.DAYS_EQUAL),
                        row.get(RECONCILIATION_MONTH.DAYS_LAST_DIGIT),
                        row.get(RECONCILIATION_MONTH.DAYS_DIFFERING),
                        row.get(RECONCILIATION_MONTH.DAYS_ONLY_PUBLISHED),
                        row.get(RECONCILIATION_MONTH.DAYS_ONLY_OURS)));
    }

    /** The days that differ by more than the last digit, the first ones. */
    List<ReconciledDay> differences(long reconciliationId, int limit) {
        return dsl.select()
                .from(RECONCILIATION_DIFFERENCE)
                .join(STATION)
                .on(STATION.STATION_ID.eq(RECONCILIATION_DIFFERENCE.STATION_ID))
                .join(PARAMETER)
                .on(PARAMETER.PARAMETER_ID.eq(RECONCILIATION_DIFFERENCE.PARAMETER_ID))
                .where(RECONCILIATION_DIFFERENCE.RECONCILIATION_ID.eq(reconciliationId))
                .orderBy(
                        RECONCILIATION_DIFFERENCE.PARAMETER_ID,
                        RECONCILIATION_DIFFERENCE.DAY,
                        RECONCILIATION_DIFFERENCE.STATION_ID)
                .limit(limit)
                .fetch(row -> new ReconciledDay(
                        row.get(STATION.CODE).value(),
                        row.get(PARAMETER.CODE).value(),
                        row.get(RECONCILIATION_DIFFERENCE.DAY),
                        row.get(RECONCILIATION_DIFFERENCE.PUBLISHED),
                        row.get(RECONCILIATION_DIFFERENCE.OURS),
                        row.get(RECONCILIATION_DIFFERENCE.HOURS)));
    }
}
