package dev.calima.batch.train;

import static dev.calima.sql.schema.Tables.LEASE;
import static dev.calima.sql.schema.Tables.MODEL;
import static dev.calima.sql.schema.Tables.TRAINING_RUN;

import dev.calima.batch.BatchConfiguration;
import dev.calima.batch.ProgramVersion;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.batch.registry.Candidate;
import dev.calima.batch.registry.ChampionWriter;
import dev.calima.batch.registry.Judgement;
import dev.calima.forecasting.backtest.OriginLosses;
import dev.calima.forecasting.store.ModelCodec;
import dev.calima.forecasting.train.TrainedSeries;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
 * and how old it is stands beside it. Only a model takes its place.
 */
@Component
class ModelWriter {

    private final DSLContext trainer;
    private final TransactionTemplate transaction;
    private final ChampionWriter champions;

    ModelWriter(
            @Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer,
            @Qualifier(BatchConfiguration.TRAINER + "TransactionManager") PlatformTransactionManager transactions) {
        this.trainer = trainer;
        this.transaction = new TransactionTemplate(transactions);
        this.champions = new ChampionWriter(trainer);
    }

    /**
     * Stores a model, and judges it: it becomes the champion, or a challenger. When it cannot be told from the seasonal naive and
     * nothing better is in use, the naive of the same training is stored as the champion beside it.
     */
    void save(TrainingRun run, Learnt learnt) {
        int series = learnt.seriesId();
        byte[] fitted = ModelCodec.encode(learnt.model());
        byte[] sha256 = learnt.material().sha256();
        transaction.executeWithoutResult(_ -> {
            holdLease(run);
            champions.lock(series);
            Judgement judgement = Judgement.of(trainer, series, learnt.candidate());
            champions.retireChallengers(series, learnt.settings().name());
            long model = insert(run, learnt, fitted, sha256);
            @Nullable Long naive = null;
            if (judgement.wantsNaive()) {
                Learnt plain = learnt.naive();
                naive = insert(run, plain, ModelCodec.encode(plain.model()), sha256);
            }
            champions.settle(series, model, naive, judgement, TrainLauncher.NAME);
            count(run, 0);
        });
    }

    /** As a challenger, for the time being. */
    private long insert(TrainingRun run, Learnt learnt, byte[] fitted, byte[] sha256) {
        Candidate candidate = learnt.candidate();
        return trainer.insertInto(MODEL)
                .set(MODEL.TRAINING_RUN_ID, run.id())
                .set(MODEL.SERIES_ID, learnt.seriesId())
                .set(MODEL.STATE, "challenger")
                .set(MODEL.ALGORITHM, candidate.algorithm())
                .set(MODEL.REASON, learnt.notes().isEmpty() ? null : String.join("; ", learnt.notes()))
                .set(MODEL.PROGRAM, ProgramVersion.text())
                .set(MODEL.DATA_FROM, learnt.material().hours().start())
                .set(MODEL.DATA_TO, learnt.material().hours().end())
                .set(MODEL.DATA_AS_OF, learnt.material().asOf())
                .set(MODEL.DATA_SHA256, sha256)
                .set(MODEL.LOSS_ORIGINS, origins(candidate.losses()))
                .set(MODEL.LOSSES, losses(candidate.losses()))
                .set(MODEL.NAIVE_LOSSES, losses(candidate.naiveLosses()))
                .set(MODEL.BACKTEST, JSONB.valueOf(BacktestJson.write(learnt.selection())))
                .set(MODEL.FITTED, fitted)
                .returningResult(MODEL.MODEL_ID)
                .fetchSingle()
                .value1();
    }

    private static OffsetDateTime[] origins(OriginLosses losses) {
        return losses.origins().stream()
                .map(origin -> origin.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    private static Float[] losses(OriginLosses losses) {
        return losses.losses().stream().map(Double::floatValue).toArray(Float[]::new);
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
