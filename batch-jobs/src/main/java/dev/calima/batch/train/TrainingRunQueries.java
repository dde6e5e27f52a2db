package dev.calima.batch.train;

import static dev.calima.sql.schema.Tables.CHAMPION_CHANGE;
import static dev.calima.sql.schema.Tables.MODEL;
import static dev.calima.sql.schema.Tables.TRAINING_RUN;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import dev.calima.batch.BatchConfiguration;
import dev.calima.batch.registry.Ascent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The row of a training, found by what is learnt and how. */
@Component
class TrainingRunQueries {

    private final DSLContext trainer;

    TrainingRunQueries(@Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer) {
        this.trainer = trainer;
    }

    /**
     * A training as its row tells it.
     *
     * @param id its key
     * @param done whether every series was dealt with
     * @param series how many there are
     */
    record Row(long id, boolean done, int series) {}

    /** The training of this data in this way, when there was one. */
    Optional<Row> find(Fingerprint profile, Fingerprint data) {
        return trainer.select(TRAINING_RUN.TRAINING_RUN_ID, TRAINING_RUN.STATE, TRAINING_RUN.SERIES_TOTAL)
                .from(TRAINING_RUN)
                .where(TRAINING_RUN.PROFILE_SHA256.eq(profile.bytes()), TRAINING_RUN.DATA_SHA256.eq(data.bytes()))
                .fetchOptional(row -> new Row(row.value1(), row.value2().equals("done"), row.value3()));
    }

    /** Opens a training, or finds the one that was begun. */
    Row open(TrainingPlan plan, Fingerprint profile, Fingerprint data) {
        trainer.insertInto(TRAINING_RUN)
                .set(TRAINING_RUN.PROFILE, plan.definition().name())
                .set(TRAINING_RUN.PROFILE_VERSION, plan.profileVersion())
                .set(TRAINING_RUN.PROFILE_CONTENT, plan.definition().yaml())
                .set(TRAINING_RUN.PROFILE_SHA256, profile.bytes())
                .set(TRAINING_RUN.DATA_SHA256, data.bytes())
                .set(TRAINING_RUN.PARAMETERS, JSONB.valueOf(plan.parameters()))
                .set(TRAINING_RUN.SERIES_TOTAL, plan.series().size())
                .onConflictDoNothing()
                .execute();
        return find(profile, data).orElseThrow();
    }

    /** The series that were dealt with. */
    Set<Integer> seriesDone(long run) {
        return trainer.select(MODEL.SERIES_ID)
                .from(MODEL)
                .where(MODEL.TRAINING_RUN_ID.eq(run))
                .fetchSet(MODEL.SERIES_ID);
    }

    /**
     * What came of trainings.
     *
     * @param trained series that have a model
     * @param refused series with too little data
     * @param challengers models that have not beaten the champion, and wait
     * @param promoted models that have, by a test
     * @param byAlgorithm how many models each algorithm won
     */
    record Harvest(int trained, int refused, int challengers, int promoted, Map<String, Integer> byAlgorithm) {}

    /** What came of these trainings together. */
    Harvest harvest(Collection<Long> runs) {
        Map<String, Integer> byAlgorithm = new TreeMap<>(trainer.select(MODEL.ALGORITHM, count())
                .from(MODEL)
                .where(MODEL.TRAINING_RUN_ID.in(runs), MODEL.ALGORITHM.isNotNull())
                .groupBy(MODEL.ALGORITHM)
                .fetchMap(MODEL.ALGORITHM, count()));
        var numbers = trainer.select(
                        countDistinct(MODEL.SERIES_ID).filterWhere(MODEL.STATE.ne("refused")),
                        countDistinct(MODEL.SERIES_ID).filterWhere(MODEL.STATE.eq("refused")),
                        count().filterWhere(MODEL.STATE.eq("challenger")),
                        count().filterWhere(exists(selectOne()
                                .from(CHAMPION_CHANGE)
                                .where(
                                        CHAMPION_CHANGE.MODEL_ID.eq(MODEL.MODEL_ID),
                                        CHAMPION_CHANGE.HOW.eq(Ascent.TEST.code())))))
                .from(MODEL)
                .where(MODEL.TRAINING_RUN_ID.in(runs))
                .fetchSingle();
        return new Harvest(numbers.value1(), numbers.value2(), numbers.value3(), numbers.value4(), byAlgorithm);
    }
}
