package dev.calima.batch.predict;

import static dev.calima.sql.schema.Tables.FORECAST;
import static dev.calima.sql.schema.Tables.FORECAST_VALUE;
import static dev.calima.sql.schema.Tables.LEASE;

import dev.calima.batch.BatchConfiguration;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.Series;
import java.time.Instant;
import java.util.List;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores forecasts, once and for ever: one that stands already is left alone. Every write first makes sure that its run
 * still holds the lease, and keeps it until the commit.
 */
@Component
class ForecastWriter {

    private final DSLContext trainer;
    private final TransactionTemplate transaction;

    ForecastWriter(
            @Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer,
            @Qualifier(BatchConfiguration.TRAINER + "TransactionManager") PlatformTransactionManager transactions) {
        this.trainer = trainer;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A forecast and the model that made it. */
    record Issue(ActiveModel model, Forecast forecast) {}

    /**
     * Stores some forecasts in one transaction.
     *
     * @param epoch the number of the lease that is written with
     * @return how many were new
     */
    int store(List<Issue> issues, long epoch) {
        @Nullable Integer stored = transaction.execute(_ -> {
            holdLease(epoch);
            int fresh = 0;
            for (Issue issue : issues) {
                try {
                    fresh += store(issue);
                } catch (RuntimeException e) {
                    throw new IssueFailedException(
                            "forecast of " + issue.model().label() + " cannot be stored: " + e.getMessage(), e);
                }
            }
            return fresh;
        });
        return stored == null ? 0 : stored;
    }

    private void holdLease(long epoch) {
        boolean held = trainer.fetchExists(trainer.selectOne()
                .from(LEASE)
                .where(LEASE.NAME.eq(IssueLauncher.LEASE), LEASE.EPOCH.eq(epoch))
                .forShare());
        if (!held) {
            throw new LeaseLostException(
                    "another process has taken over the issuing of forecasts; what is issued so far is kept");
        }
    }

    private int store(Issue issue) {
        Forecast forecast = issue.forecast();
        int steps = forecast.horizon().steps();
        Instant end = forecast.origin().plus(Series.HOUR.multipliedBy(steps));
        @Nullable Long id = trainer.insertInto(FORECAST)
                .set(FORECAST.SERIES_ID, issue.model().seriesId())
                .set(FORECAST.MODEL_ID, issue.model().modelId())
                .set(FORECAST.ORIGIN, forecast.origin())
                .set(FORECAST.VALID_UNTIL, end)
                .set(FORECAST.STEP_MINUTES, (short) Series.HOUR.toMinutes())
                .set(FORECAST.METHOD, forecast.method())
                .set(FORECAST.QUANTILE_LEVELS, reals(forecast.grid().toArray()))
                .onConflictDoNothing()
                .returningResult(FORECAST.FORECAST_ID)
                .fetchOne(FORECAST.FORECAST_ID);
        if (id == null) {
            return 0;
        }
        BatchBindStep values = trainer.batch(trainer.insertInto(
                        FORECAST_VALUE,
                        FORECAST_VALUE.FORECAST_ID,
                        FORECAST_VALUE.LEAD,
                        FORECAST_VALUE.PERIOD_START,
                        FORECAST_VALUE.QUANTILES)
                .values((Long) null, null, null, null));
        for (int lead = 1; lead <= steps; lead++) {
            values = values.bind(id, (short) lead, forecast.validFrom(lead), reals(forecast.quantiles(lead)));
        }
        values.execute();
        return 1;
    }

    /** As PostgreSQL's {@code real}: rounding to it keeps rising values rising. */
    private static Float[] reals(double[] values) {
        Float[] reals = new Float[values.length];
        for (int i = 0; i < values.length; i++) {
            reals[i] = (float) values[i];
        }
        return reals;
    }
}
