package dev.calima.batch.registry;

import static dev.calima.sql.schema.Tables.CHAMPION_CHANGE;
import static dev.calima.sql.schema.Tables.MODEL;
import static dev.calima.sql.schema.Tables.TRAINING_RUN;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.forecasting.backtest.OriginLosses;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads champions as whoever learns models sees them. */
public final class ChampionReader {

    private static final Logger LOG = LoggerFactory.getLogger(ChampionReader.class);

    private static final Field<String> HOW = field(select(CHAMPION_CHANGE.HOW)
            .from(CHAMPION_CHANGE)
            .where(CHAMPION_CHANGE.SERIES_ID.eq(MODEL.SERIES_ID))
            .orderBy(CHAMPION_CHANGE.CHAMPION_CHANGE_ID.desc())
            .limit(1));

    private final DSLContext dsl;

    public ChampionReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The champion of each series that has one. */
    public Map<Integer, Champion> all() {
        Map<String, Optional<TrainingDefinition>> read = new HashMap<>();
        Map<Integer, Champion> all = new HashMap<>();
        for (Record row : rows(noCondition())) {
            all.put(row.get(MODEL.SERIES_ID), champion(row, read));
        }
        return all;
    }

    /** The champion of a series; empty when there is none. */
    Optional<Champion> find(int seriesId) {
        return rows(MODEL.SERIES_ID.eq(seriesId)).stream().findFirst().map(row -> champion(row, new HashMap<>()));
    }

    private List<? extends Record> rows(Condition condition) {
        return dsl.select(
                        MODEL.SERIES_ID,
                        MODEL.MODEL_ID,
                        MODEL.ALGORITHM,
                        MODEL.DATA_AS_OF,
                        MODEL.LOSS_ORIGINS,
                        MODEL.LOSSES,
                        TRAINING_RUN.PROFILE,
                        TRAINING_RUN.PROFILE_VERSION,
                        TRAINING_RUN.PROFILE_CONTENT,
                        HOW)
                .from(MODEL)
                .join(TRAINING_RUN)
                .on(TRAINING_RUN.TRAINING_RUN_ID.eq(MODEL.TRAINING_RUN_ID))
                .where(MODEL.STATE.eq("active"), condition)
                .fetch();
    }

    private static Champion champion(Record row, Map<String, Optional<TrainingDefinition>> read) {
        String profile = row.get(TRAINING_RUN.PROFILE);
        @Nullable String content = row.get(TRAINING_RUN.PROFILE_CONTENT);
        @Nullable TrainingDefinition settings = content == null
                ? null
                : read.computeIfAbsent(content, text -> settings(profile, text)).orElse(null);
        @Nullable String how = row.get(HOW);
        return new Champion(
                row.get(MODEL.MODEL_ID),
                row.get(MODEL.ALGORITHM),
                settings,
                row.get(TRAINING_RUN.PROFILE_VERSION),
                row.get(MODEL.DATA_AS_OF),
                how == null ? Ascent.FIRST : Ascent.of(how),
                losses(row.get(MODEL.LOSS_ORIGINS), row.get(MODEL.LOSSES)));
    }

    private static OriginLosses losses(OffsetDateTime @Nullable [] origins, Float @Nullable [] losses) {
        if (origins == null || losses == null) {
            return new OriginLosses(List.of(), List.of());
        }
        return new OriginLosses(
                Stream.of(origins).map(OffsetDateTime::toInstant).toList(),
                Stream.of(losses).map(Float::doubleValue).toList());
    }

    private static Optional<TrainingDefinition> settings(String profile, String content) {
        try {
            return Optional.of(JobsConfigLoader.training(profile, content));
        } catch (ConfigException e) {
            LOG.warn("how some champions were learnt is not understood any more: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
