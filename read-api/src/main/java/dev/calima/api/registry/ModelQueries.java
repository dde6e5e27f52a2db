package dev.calima.api.registry;

import static dev.calima.sql.schema.Tables.REGISTERED_MODEL;

import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

@Component
class ModelQueries {

    private final DSLContext db;

    ModelQueries(DSLContext db) {
        this.db = db;
    }

    /** The models of these series by station, parameter and role, the newest first. */
    List<ModelResponse.Model> list(Set<Integer> seriesIds) {
        return db.selectFrom(REGISTERED_MODEL)
                .where(REGISTERED_MODEL.SERIES_ID.eq(DSL.any(seriesIds.toArray(Integer[]::new))))
                .orderBy(
                        REGISTERED_MODEL.STATION,
                        REGISTERED_MODEL.PARAMETER,
                        REGISTERED_MODEL.ROLE,
                        REGISTERED_MODEL.MODEL_ID.desc())
                .fetch(row -> new ModelResponse.Model(
                        row.get(REGISTERED_MODEL.MODEL_ID),
                        row.get(REGISTERED_MODEL.STATION),
                        row.get(REGISTERED_MODEL.PARAMETER),
                        row.get(REGISTERED_MODEL.ROLE),
                        row.get(REGISTERED_MODEL.METHOD),
                        row.get(REGISTERED_MODEL.TRAINED_AT),
                        row.get(REGISTERED_MODEL.DATA_FROM),
                        row.get(REGISTERED_MODEL.DATA_UNTIL),
                        row.get(REGISTERED_MODEL.DATA_AS_OF),
                        row.get(REGISTERED_MODEL.PROFILE),
                        row.get(REGISTERED_MODEL.CHAMPION_SINCE),
                        row.get(REGISTERED_MODEL.MAE),
                        row.get(REGISTERED_MODEL.SKILL),
                        row.get(REGISTERED_MODEL.COVERAGE80),
                        row.get(REGISTERED_MODEL.COVERAGE95),
                        row.get(REGISTERED_MODEL.UNCALIBRATED),
                        row.get(REGISTERED_MODEL.BEATS_NAIVE),
                        row.get(REGISTERED_MODEL.BEATS_CHAMPION)));
    }
}
