package dev.calima.batch.verify;

import static dev.calima.sql.schema.Tables.FORECAST_SCORE;
import static dev.calima.sql.schema.Tables.FORECAST_SKILL;
import static dev.calima.sql.schema.Tables.LEASE;

import dev.calima.batch.BatchConfiguration;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.forecasting.score.Verification;
import java.util.List;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes scores, and the skill by lead time that follows from them. Every write first makes sure that its run still holds the
 * lease, and keeps it until the commit.
 */
@Component
class ScoreWriter {

    private static final String SKILL = """
            INSERT INTO calima.forecast_skill (series_id, window_days, lead_from, lead_to, first_origin, last_origin, n, mae, rmse,
              bias, crps, coverage50, coverage80, coverage90, coverage95, naive_mae, skill)
            WITH newest AS (
              SELECT f.series_id, max(f.origin) AS origin FROM calima.forecast f JOIN calima.forecast_score USING (forecast_id)
              WHERE f.series_id = {0} GROUP BY f.series_id),
            step AS (
              SELECT f.series_id, f.origin, w.window_days, v.lead, v.error::float8 AS e, v.naive_error::float8 AS ne,
                v.crps::float8 AS crps, abs(v.pit::float8 - 0.5) AS off
              FROM newest JOIN (VALUES (30), (365)) AS w (window_days) ON true
              JOIN calima.forecast f ON f.series_id = newest.series_id
                AND f.origin > newest.origin - make_interval(days => w.window_days)
              JOIN calima.forecast_score s USING (forecast_id)
              CROSS JOIN LATERAL unnest(s.error, s.naive_error, s.crps, s.pit) WITH ORDINALITY
                AS v (error, naive_error, crps, pit, lead)
              WHERE v.error IS NOT NULL)
            SELECT series_id, window_days, b.lead_from, b.lead_to, min(origin), max(origin), count(*), avg(abs(e)),
              sqrt(avg(e * e)), avg(e), avg(crps), avg((off <= 0.25 + 1e-6)::int), avg((off <= 0.4 + 1e-6)::int),
              avg((off <= 0.45 + 1e-6)::int), avg((off <= 0.475 + 1e-6)::int), avg(abs(ne)),
              1 - sum(abs(e)) FILTER (WHERE ne IS NOT NULL) / nullif(sum(abs(ne)), 0)
            FROM step JOIN (VALUES (1, 6), (7, 12), (13, 24), (25, 48), (49, 72), (73, 168)) AS b (lead_from, lead_to)
              ON lead BETWEEN b.lead_from AND b.lead_to
            GROUP BY series_id, window_days, b.lead_from, b.lead_to
            """;

    private final DSLContext trainer;
    private final TransactionTemplate transaction;

    ScoreWriter(
            @Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer,
            @Qualifier(BatchConfiguration.TRAINER + "TransactionManager") PlatformTransactionManager transactions) {
        this.trainer = trainer;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A forecast and what came of it. */
    record Scored(DueForecast forecast, Verification verification) {}

    /**
     * Stores the scores of some forecasts of one series in one transaction, and its skill as it is with them.
     *
     * @param epoch the number of the lease that is written with
     */
    void store(int series, List<Scored> scores, long epoch) {
        transaction.executeWithoutResult(_ -> {
            holdLease(epoch);
            BatchBindStep rows = trainer.batch(trainer.insertInto(
                            FORECAST_SCORE,
                            FORECAST_SCORE.FORECAST_ID,
                            FORECAST_SCORE.OBSERVED_DAYS,
                            FORECAST_SCORE.OBSERVED_CHANGED_AT,
                            FORECAST_SCORE.ERROR,
                            FORECAST_SCORE.NAIVE_ERROR,
                            FORECAST_SCORE.CRPS,
                            FORECAST_SCORE.PIT)
                    .values((Long) null, null, null, null, null, null, null)
                    .onConflict(FORECAST_SCORE.FORECAST_ID)
                    .doUpdate()
                    .set(FORECAST_SCORE.OBSERVED_DAYS, DSL.excluded(FORECAST_SCORE.OBSERVED_DAYS))
                    .set(FORECAST_SCORE.OBSERVED_CHANGED_AT, DSL.excluded(FORECAST_SCORE.OBSERVED_CHANGED_AT))
                    .set(FORECAST_SCORE.ERROR, DSL.excluded(FORECAST_SCORE.ERROR))
                    .set(FORECAST_SCORE.NAIVE_ERROR, DSL.excluded(FORECAST_SCORE.NAIVE_ERROR))
                    .set(FORECAST_SCORE.CRPS, DSL.excluded(FORECAST_SCORE.CRPS))
                    .set(FORECAST_SCORE.PIT, DSL.excluded(FORECAST_SCORE.PIT))
                    .set(
                            FORECAST_SCORE.SCORED_AT,
                            DSL.field("clock_timestamp()", FORECAST_SCORE.SCORED_AT.getDataType())));
            for (Scored one : scores) {
                Verification came = one.verification();
                rows = rows.bind(
                        one.forecast().forecastId(),
                        (short) one.forecast().observedDays(),
                        one.forecast().observedChangedAt(),
                        reals(came.error()),
                        reals(came.naiveError()),
                        reals(came.crps()),
                        reals(came.pit()));
            }
            rows.execute();
            trainer.deleteFrom(FORECAST_SKILL)
                    .where(FORECAST_SKILL.SERIES_ID.eq(series))
                    .execute();
            trainer.execute(SKILL, DSL.val(series));
        });
    }

    private void holdLease(long epoch) {
        boolean held = trainer.fetchExists(trainer.selectOne()
                .from(LEASE)
                .where(LEASE.NAME.eq(ScoreLauncher.LEASE), LEASE.EPOCH.eq(epoch))
                .forShare());
        if (!held) {
            throw new LeaseLostException("another process has taken over the scoring; what is scored so far is kept");
        }
    }

    private static @Nullable Float[] reals(double[] values) {
        @Nullable Float[] reals = new Float[values.length];
        for (int i = 0; i < values.length; i++) {
            reals[i] = Double.isNaN(values[i]) ? null : (Float) (float) values[i];
        }
        return reals;
    }
}
