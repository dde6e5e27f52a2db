package dev.calima.batch.train;

import static dev.calima.sql.schema.Tables.MODEL;
import static dev.calima.sql.schema.Tables.TRAINING_RUN;
import static org.jooq.impl.DSL.count;

import dev.calima.batch.BatchConfiguration;
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
    Row open(String name, TrainingPlan plan, Fingerprint profile, Fingerprint data) {
        trainer.insertInto(TRAINING_RUN)
                .set(TRAINING_RUN.PROFILE, name)
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

    /** How many models each algorithm won. */
    Map<String, Integer> byAlgorithm(long run) {
        return new TreeMap<>(trainer.select(MODEL.ALGORITHM, count())
                .from(MODEL)
                .where(MODEL.TRAINING_RUN_ID.eq(run), MODEL.ALGORITHM.isNotNull())
                .groupBy(MODEL.ALGORITHM)
                .fetchMap(MODEL.ALGORITHM, count()));
    }
}
