package dev.calima.api.forecast;

import static dev.calima.sql.schema.Tables.FORECAST;
import static dev.calima.sql.schema.Tables.FORECAST_VALUE;
import static dev.calima.sql.schema.Tables.MODEL;

import dev.calima.api.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class ForecastQueries {

    private static final String REFUSED = "refused";

    private final DSLContext db;

    ForecastQueries(DSLContext db) {
        this.db = db;
    }

    /**
     * The forecast with the latest origin; of several the one issued last.
     *
     * @param issuedAt only of those issued at this moment or before; null for all
     */
    Optional<Forecast> findNewest(Series series, @Nullable Instant issuedAt) {
        Condition asked = FORECAST.SERIES_ID.eq(series.id());
        if (issuedAt != null) {
            // The origin bounds the index; it is hardly ever later than the issue.
            asked = asked.and(FORECAST.ISSUED_AT.le(issuedAt))
                    .and(FORECAST.ORIGIN.le(issuedAt.plus(Duration.ofDays(1))));
        }
        // spotless:off
        return db.select(FORECAST.FORECAST_ID, FORECAST.MODEL_ID, FORECAST.ORIGIN, FORECAST.ISSUED_AT,
                        FORECAST.VALID_UNTIL, FORECAST.STEP_MINUTES, FORECAST.METHOD, FORECAST.QUANTILE_LEVELS)
                .from(FORECAST)
                .where(asked)
                .orderBy(FORECAST.ORIGIN.desc(), FORECAST.FORECAST_ID.desc())
                .limit(1)
                .fetchOptional(row -> new Forecast(
                        row.get(FORECAST.FORECAST_ID), row.get(FORECAST.MODEL_ID), row.get(FORECAST.ORIGIN),
                        row.get(FORECAST.ISSUED_AT), row.get(FORECAST.VALID_UNTIL),
                        Duration.ofMinutes(row.get(FORECAST.STEP_MINUTES)), row.get(FORECAST.METHOD),
                        new QuantileGrid(row.get(FORECAST.QUANTILE_LEVELS))));
        // spotless:on
    }

    /** Every step of a forecast, by lead. */
    List<Step> list(Forecast forecast) {
        return fetch(FORECAST_VALUE.FORECAST_ID.eq(forecast.id()));
    }

    /** The step with this lead. */
    List<Step> list(Forecast forecast, int lead) {
        return fetch(FORECAST_VALUE.FORECAST_ID.eq(forecast.id()).and(FORECAST_VALUE.LEAD.eq((short) lead)));
    }

    /** What the last training said of the series; empty when it was never trained. */
    Optional<Training> findLastTraining(Series series) {
        return db.select(MODEL.STATE, MODEL.REASON)
                .from(MODEL)
                .where(MODEL.SERIES_ID.eq(series.id()))
                .orderBy(MODEL.MODEL_ID.desc())
                .limit(1)
                .fetchOptional(row -> new Training(REFUSED.equals(row.get(MODEL.STATE)), row.get(MODEL.REASON)));
    }

    private List<Step> fetch(Condition condition) {
        // spotless:off
        return db.select(FORECAST_VALUE.LEAD, FORECAST_VALUE.PERIOD_START, FORECAST_VALUE.QUANTILES)
                .from(FORECAST_VALUE)
                .where(condition)
                .orderBy(FORECAST_VALUE.LEAD)
                .fetch(row -> new Step(row.value1(), row.value2(), row.value3()));
        // spotless:on
    }

    /**
     * One step of a forecast.
     *
     * @param lead steps ahead, from 1
     * @param start start of the period
     * @param quantiles in the parameter's unit, one for each level of the forecast's grid; not changed by anybody
     */
    @SuppressWarnings("ArrayRecordComponent") // goes from the row to the answer, and is never compared
    record Step(int lead, Instant start, Float[] quantiles) {}

    /**
     * The outcome of a training.
     *
     * @param refused whether there is no model
     * @param reason why; null when nothing was wrong
     */
    record Training(boolean refused, @Nullable String reason) {}
}
