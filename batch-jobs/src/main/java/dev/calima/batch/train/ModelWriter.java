package dev.calima.batch.train;

import static dev.calima.sql.schema.Tables.LEASE;
import static dev.calima.sql.schema.Tables.MODEL;
import static dev.calima.sql.schema.Tables.TRAINING_RUN;

import dev.calima.batch.BatchConfiguration;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.store.ModelCodec;
import dev.calima.forecasting.train.TrainedSeries;
import dev.calima.sql.schema.tables.Model;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what was learnt: one row for each series and run. Every write is a transaction of its own that first makes sure
 * that its run still holds the lease, and keeps it until the commit: whoever has lost it writes nothing.
 *
 * <p>A refusal leaves an older active model in use: it was chosen honestly, each forecast asks for recent values anyhow,
 * and how old it is stands beside it. Only a better founded model takes its place.
 */
@Component
class ModelWriter {

    private final DSLContext trainer;
    private final TransactionTemplate transaction;

    ModelWriter(
            @Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer,
            @Qualifier(BatchConfiguration.TRAINER + "TransactionManager") PlatformTransactionManager transactions) {
        this.trainer = trainer;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Stores a model as the one in use and retires the one before it. */
    void save(TrainingRun run, int seriesId, Series learntFrom, TrainedSeries.Trained trained) {
        byte[] fitted = ModelCodec.encode(trained.model());
        @Nullable String notes = trained.notes().isEmpty() ? null : String.join("; ", trained.notes());
        transaction.executeWithoutResult(_ -> {
            holdLease(run);
            trainer.update(MODEL)
                    .set(MODEL.STATE, "retired")
                    .where(MODEL.SERIES_ID.eq(seriesId), MODEL.STATE.eq("active"))
                    .execute();
            trainer.insertInto(MODEL)
                    .set(MODEL.TRAINING_RUN_ID, run.id())
                    .set(MODEL.SERIES_ID, seriesId)
                    .set(MODEL.STATE, "active")
                    .set(MODEL.ALGORITHM, trained.algorithm())
                    .set(MODEL.REASON, notes)
                    .set(MODEL.DATA_FROM, learntFrom.start())
                    .set(MODEL.DATA_TO, learntFrom.end())
                    .set(MODEL.BACKTEST, JSONB.valueOf(BacktestJson.write(trained.selection())))
                    .set(MODEL.FITTED, fitted)
                    .execute();
            count(run, 0);
        });
    }

    /**
     * Puts the models of a finished run in use again, where those of another took their place since.
     *
     * @return how many came back
     */
    int reinstate(TrainingRun run) {
        Integer back = transaction.execute(_ -> {
            holdLease(run);
            Model other = MODEL.as("other");
            Condition isBack = MODEL.TRAINING_RUN_ID.eq(run.id()).and(MODEL.STATE.eq("retired"));
            trainer.update(other)
                    .set(other.STATE, "retired")
                    .where(other.STATE.eq("active"))
                    .and(other.SERIES_ID.in(
                            trainer.select(MODEL.SERIES_ID).from(MODEL).where(isBack)))
                    .execute();
            return trainer.update(MODEL)
                    .set(MODEL.STATE, "active")
                    .where(isBack)
                    .execute();
        });
        return back == null ? 0 : back;
    }

    /** Notes that nothing could be learnt, and why. */
    void save(TrainingRun run, int seriesId, TrainedSeries.Refused refused) {
        transaction.executeWithoutResult(_ -> {
            holdLease(run);
            trainer.insertInto(MODEL)
                    .set(MODEL.TRAINING_RUN_ID, run.id())
                    .set(MODEL.SERIES_ID, seriesId)
                    .set(MODEL.STATE, "refused")
                    .set(MODEL.REASON, refused.reason())
                    .execute();
            count(run, 1);
        });
    }

    /** Notes that every series was dealt with. */
    void finish(TrainingRun run) {
        transaction.executeWithoutResult(_ -> {
            holdLease(run);
            trainer.update(TRAINING_RUN)
                    .set(TRAINING_RUN.STATE, "done")
                    .set(
                            TRAINING_RUN.FINISHED_AT,
                            DSL.field("clock_timestamp()", TRAINING_RUN.FINISHED_AT.getDataType()))
                    .where(TRAINING_RUN.TRAINING_RUN_ID.eq(run.id()))
                    .execute();
        });
    }

    private void holdLease(TrainingRun run) {
        boolean held = trainer.fetchExists(trainer.selectOne()
                .from(LEASE)
                .where(LEASE.NAME.eq(TrainLauncher.LEASE), LEASE.EPOCH.eq(run.epoch()))
                .forShare());
        if (!held) {
            throw new LeaseLostException("another process has taken over the training; what is learnt so far is kept");
        }
    }

    private void count(TrainingRun run, int refused) {
        trainer.update(TRAINING_RUN)
                .set(TRAINING_RUN.SERIES_DONE, TRAINING_RUN.SERIES_DONE.plus(1))
                .set(TRAINING_RUN.SERIES_REFUSED, TRAINING_RUN.SERIES_REFUSED.plus(refused))
                .where(TRAINING_RUN.TRAINING_RUN_ID.eq(run.id()))
                .execute();
    }
}
