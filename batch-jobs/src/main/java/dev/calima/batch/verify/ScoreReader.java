package dev.calima.batch.verify;

import static dev.calima.sql.schema.Tables.FORECAST;
import static dev.calima.sql.schema.Tables.FORECAST_SCORE;
import static dev.calima.sql.schema.Tables.FORECAST_VALUE;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;
import static dev.calima.sql.schema.Tables.SERIES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;

import dev.calima.batch.BatchConfiguration;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.score.Verification;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads which forecasts are to be scored, and what they said. */
@Component
class ScoreReader {

    /** Levels are stored as {@code real}: what is lost by that is rounded away. */
    private static final double LEVEL_DIGITS = 1e6;

    private final DSLContext trainer;

    ScoreReader(@Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer) {
        this.trainer = trainer;
    }

    /**
     * The forecasts with observations in their hours that are not scored with the observations as they are now, series by series, the
     * oldest first.
     * Told by the observations' own marks, never by a clock: a load that commits late is not overlooked.
     */
    List<DueForecast> listDue() {
        Field<LocalDate> first = day(FORECAST.ORIGIN);
        var days = count().as("days");
        var own = count().filterWhere(OBSERVATION_DAY.DAY.ge(first)).as("own");
        var changed = max(OBSERVATION_DAY.UPDATED_AT).as("changed_at");
        var observed = lateral(select(days, own, changed)
                        .from(OBSERVATION_DAY)
                        .where(
                                OBSERVATION_DAY.SERIES_ID.eq(FORECAST.SERIES_ID),
                                OBSERVATION_DAY.DAY.between(
                                        first.minus(DSL.inline(Verification.NAIVE_DAYS)), day(FORECAST.VALID_UNTIL))))
                .as("observed");
        return trainer.select(
                        FORECAST.FORECAST_ID,
                        FORECAST.SERIES_ID,
                        SERIES.PHASE_MINUTES,
                        FORECAST.ORIGIN,
                        FORECAST.VALID_UNTIL,
                        observed.field(days),
                        observed.field(changed),
                        FORECAST_SCORE.FORECAST_ID)
                .from(FORECAST)
                .join(SERIES)
                .on(SERIES.SERIES_ID.eq(FORECAST.SERIES_ID))
                .crossJoin(observed)
                .leftJoin(FORECAST_SCORE)
                .on(FORECAST_SCORE.FORECAST_ID.eq(FORECAST.FORECAST_ID))
                .where(field("observed.own", SQLDataType.INTEGER).gt(0))
                .and(FORECAST_SCORE
                        .FORECAST_ID
                        .isNull()
                        .or(FORECAST_SCORE.OBSERVED_CHANGED_AT.isDistinctFrom(observed.field(changed)))
                        .or(FORECAST_SCORE.OBSERVED_DAYS.ne(field("observed.days::smallint", SQLDataType.SMALLINT))))
                .orderBy(FORECAST.SERIES_ID, FORECAST.ORIGIN, FORECAST.FORECAST_ID)
                .fetch(row -> new DueForecast(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        row.value8() == null));
    }

    /** The row of observations that holds a moment: the days of a series begin its minutes after midnight UTC. */
    private static Field<LocalDate> day(Field<Instant> moment) {
        return field(
                "(({0} - make_interval(mins => {1})) AT TIME ZONE 'UTC')::date",
                SQLDataType.LOCALDATE, moment, SERIES.PHASE_MINUTES);
    }

    /** What some forecasts said, by key. */
    Map<Long, Forecast> forecasts(List<DueForecast> due) {
        List<Long> ids = due.stream().map(DueForecast::forecastId).toList();
        Map<Long, double[][]> rows = new HashMap<>();
        trainer.select(FORECAST_VALUE.FORECAST_ID, FORECAST_VALUE.LEAD, FORECAST_VALUE.QUANTILES)
                .from(FORECAST_VALUE)
                .where(FORECAST_VALUE.FORECAST_ID.in(ids))
                .orderBy(FORECAST_VALUE.FORECAST_ID, FORECAST_VALUE.LEAD.desc())
                .forEach(row -> rows.computeIfAbsent(row.value1(), _ -> new double[row.value2()][])[row.value2() - 1] =
                        numbers(row.value3()));
        Map<Long, Forecast> forecasts = new HashMap<>();
        trainer.select(FORECAST.FORECAST_ID, FORECAST.METHOD, FORECAST.ORIGIN, FORECAST.QUANTILE_LEVELS)
                .from(FORECAST)
                .where(FORECAST.FORECAST_ID.in(ids))
                .forEach(row -> forecasts.put(
                        row.value1(),
                        Forecast.of(row.value2(), row.value3(), grid(row.value4()), stored(rows, row.value1()))));
        return forecasts;
    }

    private static double[][] stored(Map<Long, double[][]> rows, long forecast) {
        double[][] found = rows.get(forecast);
        if (found == null) {
            throw new IllegalStateException("forecast " + forecast + " has no values");
        }
        return found;
    }

    private static QuantileGrid grid(Float[] levels) {
        return QuantileGrid.of(Arrays.stream(levels)
                .mapToDouble(level -> Math.round(level * LEVEL_DIGITS) / LEVEL_DIGITS)
                .toArray());
    }

    private static double[] numbers(Float[] values) {
        return Arrays.stream(values).mapToDouble(Float::doubleValue).toArray();
    }
}
