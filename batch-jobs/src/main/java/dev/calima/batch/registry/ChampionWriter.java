package dev.calima.batch.registry;

import static dev.calima.sql.schema.Tables.CHAMPION_CHANGE;
import static dev.calima.sql.schema.Tables.MODEL;
import static dev.calima.sql.schema.Tables.MODEL_TEST;
import static dev.calima.sql.schema.Tables.TRAINING_RUN;

import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Moves the title of champion from one model to another, and keeps why; in the caller's transaction. */
public final class ChampionWriter {

    private final DSLContext dsl;

    public ChampionWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Whoever changes the models of a series waits for whoever does so too, until the transaction's end. */
    public void lock(int seriesId) {
        dsl.execute("SELECT pg_advisory_xact_lock(hashtextextended('champion ' || {0}, 0))", DSL.val(seriesId));
    }

    /** Challengers that were learnt with a profile make room for a newer one. */
    public void retireChallengers(int seriesId, String profile) {
        dsl.update(MODEL)
                .set(MODEL.STATE, "retired")
                .where(
                        MODEL.SERIES_ID.eq(seriesId),
                        MODEL.STATE.eq("challenger"),
                        MODEL.TRAINING_RUN_ID.in(DSL.select(TRAINING_RUN.TRAINING_RUN_ID)
                                .from(TRAINING_RUN)
                                .where(TRAINING_RUN.PROFILE.eq(profile))))
                .execute();
    }

    /**
     * Makes a judgement count.
     *
     * @param series the series, locked
     * @param candidate key of the model that was judged, a challenger so far
     * @param naive key of the seasonal naive of the same training; null unless it takes the place
     */
    public void settle(int series, long candidate, @Nullable Long naive, Judgement judgement, String who) {
        for (ModelTest test : judgement.verdict().tests()) {
            write(candidate, test);
        }
        @Nullable Ascent own = judgement.verdict().ascent();
        if (own != null) {
            crown(series, candidate, own, who, null);
        } else if (naive != null) {
            crown(
                    series,
                    naive,
                    Optional.ofNullable(judgement.verdict().naive()).orElseThrow(),
                    who,
                    null);
        }
    }

    /** Makes a model of a series, locked, its champion; the former one retires. */
    void crown(int seriesId, long modelId, Ascent ascent, String who, @Nullable String reason) {
        @Nullable Long former = dsl.select(MODEL.MODEL_ID)
                .from(MODEL)
                .where(MODEL.SERIES_ID.eq(seriesId), MODEL.STATE.eq("active"))
                .fetchOne(MODEL.MODEL_ID);
        if (former != null) {
            dsl.update(MODEL)
                    .set(MODEL.STATE, "retired")
                    .where(MODEL.MODEL_ID.eq(former))
                    .execute();
        }
        dsl.update(MODEL)
                .set(MODEL.STATE, "active")
                .where(MODEL.MODEL_ID.eq(modelId), MODEL.SERIES_ID.eq(seriesId))
                .execute();
        dsl.insertInto(CHAMPION_CHANGE)
                .set(CHAMPION_CHANGE.SERIES_ID, seriesId)
                .set(CHAMPION_CHANGE.MODEL_ID, modelId)
                .set(CHAMPION_CHANGE.FORMER_MODEL_ID, former)
                .set(CHAMPION_CHANGE.HOW, ascent.code())
                .set(CHAMPION_CHANGE.CHANGED_BY, who)
                .set(CHAMPION_CHANGE.REASON, reason)
                .execute();
    }

    private void write(long candidate, ModelTest test) {
        var row = dsl.insertInto(MODEL_TEST)
                .set(MODEL_TEST.MODEL_ID, candidate)
                .set(MODEL_TEST.OPPONENT, test.opponentModelId() == null ? "naive" : "champion")
                .set(MODEL_TEST.OPPONENT_MODEL_ID, test.opponentModelId())
                .set(
                        MODEL_TEST.TEST,
                        test.rule().test().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .set(MODEL_TEST.LEVEL, test.rule().level())
                .set(MODEL_TEST.ORIGINS, test.origins())
                .set(MODEL_TEST.BEATEN, test.isBeaten())
                .set(MODEL_TEST.PROBLEM, test.problem());
        if (test.result() != null) {
            double statistic = test.result().statistic();
            row = row.set(MODEL_TEST.MEAN_GAIN, test.result().meanGain())
                    .set(MODEL_TEST.STATISTIC, Double.isFinite(statistic) ? statistic : null)
                    .set(MODEL_TEST.P_VALUE, test.result().pValue());
        }
        row.execute();
    }
}
