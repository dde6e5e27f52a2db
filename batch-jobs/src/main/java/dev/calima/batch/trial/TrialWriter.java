package dev.calima.batch.trial;

import static dev.calima.sql.schema.Tables.TRIAL;
import static dev.calima.sql.schema.Tables.TRIAL_FILE;
import static dev.calima.sql.schema.Tables.TRIAL_MODEL;

import dev.calima.forecasting.store.ModelCodec;
import dev.calima.forecasting.train.TrainedModel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes trials, and what came of them; in the caller's transaction. */
final class TrialWriter {

    private final DSLContext dsl;

    TrialWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Keeps an attached file, once for each content. */
    void keep(byte[] sha256, String name, byte[] content) {
        dsl.insertInto(TRIAL_FILE)
                .set(TRIAL_FILE.SHA256, sha256)
                .set(TRIAL_FILE.FILE_NAME, name)
                .set(TRIAL_FILE.CONTENT, content)
                .onConflictDoNothing()
                .execute();
    }

    /** Notes what was asked for. */
    void ask(
            UUID id,
            TrialKind kind,
            String request,
            String profile,
            byte @Nullable [] fileSha256,
            @Nullable String fileName,
            String who) {
        dsl.insertInto(TRIAL)
                .set(TRIAL.TRIAL_ID, id)
                .set(TRIAL.KIND, kind.code())
                .set(TRIAL.REQUEST, JSONB.valueOf(request))
                .set(TRIAL.PROFILE, profile)
                .set(TRIAL.FILE_SHA256, fileSha256)
                .set(TRIAL.FILE_NAME, fileName)
                .set(TRIAL.REQUESTED_BY, who)
                .execute();
    }

    /** Notes which run does it. */
    void ofRun(UUID id, long runId) {
        dsl.update(TRIAL).set(TRIAL.RUN_ID, runId).where(TRIAL.TRIAL_ID.eq(id)).execute();
    }

    /** A model of one series, to be kept. */
    record Fitted(String series, TrainedModel model, Instant dataTo) {}

    /** Stores what came of it, in place of what an earlier attempt left. */
    void finish(UUID id, String report, String plot, byte[] dataSha256, String program, List<Fitted> models) {
        dsl.deleteFrom(TRIAL_MODEL).where(TRIAL_MODEL.TRIAL_ID.eq(id)).execute();
        for (Fitted one : models) {
            dsl.insertInto(TRIAL_MODEL)
                    .set(TRIAL_MODEL.TRIAL_ID, id)
                    .set(TRIAL_MODEL.SERIES, one.series())
                    .set(TRIAL_MODEL.ALGORITHM, one.model().algorithm())
                    .set(TRIAL_MODEL.DATA_TO, one.dataTo())
                    .set(TRIAL_MODEL.FITTED, ModelCodec.encode(one.model()))
                    .execute();
        }
        dsl.update(TRIAL)
                .set(TRIAL.REPORT, JSONB.valueOf(report))
                .set(TRIAL.PLOT, plot)
                .set(TRIAL.DATA_SHA256, dataSha256)
                .set(TRIAL.PROGRAM, program)
                .setNull(TRIAL.PROBLEM)
                .set(TRIAL.FINISHED_AT, DSL.field("clock_timestamp()", TRIAL.FINISHED_AT.getDataType()))
                .where(TRIAL.TRIAL_ID.eq(id))
                .execute();
    }

    /** Notes why nothing came of it. */
    void fail(UUID id, String problem) {
        dsl.update(TRIAL)
                .set(TRIAL.PROBLEM, problem)
                .where(TRIAL.TRIAL_ID.eq(id))
                .execute();
    }
}
