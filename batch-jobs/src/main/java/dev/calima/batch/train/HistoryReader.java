package dev.calima.batch.train;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;

import dev.calima.batch.BatchConfiguration;
import dev.calima.forecasting.Series;
import dev.calima.sql.type.QualityFlag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads what there is to learn from. */
@Component
class HistoryReader {

    /** The kind of parameter that is forecast. */
    private static final String FORECAST_KIND = "pollutant";

    private static final short HOURLY = 60;
    private static final int HOURS = 24;

    private final DSLContext trainer;

    HistoryReader(@Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer) {
        this.trainer = trainer;
    }

    /** Every hourly series of a pollutant that has observations, by key. */
    List<TrainingSeries> listSeries() {
        var last = max(OBSERVATION_DAY.UPDATED_AT).as("changed_at");
        var days = count().as("days");
        var changes = select(OBSERVATION_DAY.SERIES_ID, last, days)
                .from(OBSERVATION_DAY)
                .groupBy(OBSERVATION_DAY.SERIES_ID)
                .asTable("changes");
        return trainer.select(
                        SERIES.SERIES_ID,
                        NETWORK.CODE,
                        NETWORK.TIME_ZONE,
                        STATION.CODE,
                        PARAMETER.CODE,
                        changes.field(last),
                        changes.field(days))
                .from(changes)
                .join(SERIES)
                .on(SERIES.SERIES_ID.eq(changes.field(OBSERVATION_DAY.SERIES_ID)))
                .join(PARAMETER)
                .on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .join(STATION)
                .on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(PARAMETER.KIND.eq(FORECAST_KIND), SERIES.STEP_MINUTES.eq(HOURLY))
                .orderBy(SERIES.SERIES_ID)
                .fetch(row -> new TrainingSeries(
                        row.value1(),
                        row.value2(),
                        ZoneId.of(row.value3()),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7()));
    }

    /** Every hour of a series from its first day to its last; NaN where there is no value that may be used. */
    Material history(int seriesId) {
        List<Record4<LocalDate, byte[], Float[], Instant>> days = trainer.select(
                        OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS, OBSERVATION_DAY.VALUES, OBSERVATION_DAY.UPDATED_AT)
                .from(OBSERVATION_DAY)
                .where(OBSERVATION_DAY.SERIES_ID.eq(seriesId))
                .orderBy(OBSERVATION_DAY.DAY)
                .fetch();
        if (days.isEmpty()) {
            throw new IllegalStateException("series " + seriesId + " has no observations any more");
        }
        int phase = trainer.select(SERIES.PHASE_MINUTES)
                .from(SERIES)
                .where(SERIES.SERIES_ID.eq(seriesId))
                .fetchSingle()
                .value1();
        LocalDate first = days.getFirst().value1();
        LocalDate last = days.getLast().value1();
        double[] hours = new double[Math.toIntExact((ChronoUnit.DAYS.between(first, last) + 1) * HOURS)];
        Arrays.fill(hours, Double.NaN);
        Instant asOf = Instant.MIN;
        for (Record4<LocalDate, byte[], Float[], Instant> day : days) {
            int start = Math.toIntExact(ChronoUnit.DAYS.between(first, day.value1()) * HOURS);
            lay(day.value2(), day.value3(), hours, start);
            asOf = day.value4().isAfter(asOf) ? day.value4() : asOf;
        }
        Instant start = first.atStartOfDay(ZoneOffset.UTC).plusMinutes(phase).toInstant();
        return new Material(Series.hourly(start, hours), asOf);
    }

    private static void lay(byte[] flags, Float[] values, double[] hours, int start) {
        for (int hour = 0; hour < Math.min(HOURS, flags.length); hour++) {
            Float value = values[hour];
            if (QualityFlag.isUsable(flags[hour]) && value != null && Float.isFinite(value)) {
                hours[start + hour] = value;
            }
        }
    }
}
