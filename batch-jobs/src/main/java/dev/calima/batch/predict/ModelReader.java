package dev.calima.batch.predict;

import static dev.calima.sql.schema.Tables.FORECAST;
import static dev.calima.sql.schema.Tables.MODEL;
import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import dev.calima.batch.BatchConfiguration;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.store.ModelCodec;
import dev.calima.forecasting.store.ModelFormatException;
import dev.calima.forecasting.train.TrainedModel;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads the models in use. */
@Component
class ModelReader {

    private final DSLContext trainer;

    ModelReader(@Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer) {
        this.trainer = trainer;
    }

    /** Networks that have models in use. */
    List<String> listNetworks() {
        return trainer.selectDistinct(NETWORK.CODE)
                .from(MODEL)
                .join(SERIES)
                .on(SERIES.SERIES_ID.eq(MODEL.SERIES_ID))
                .join(STATION)
                .on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(MODEL.STATE.eq("active"))
                .orderBy(NETWORK.CODE)
                .fetch(NETWORK.CODE);
    }

    /** A network's models in use, by series. */
    List<ActiveModel> listActive(String network) {
        return list(NETWORK.CODE.eq(network));
    }

    /** Those of them that have issued nothing from {@code origin} yet, or from the last start of an hour of theirs before. */
    List<ActiveModel> listWaiting(String network, Instant origin) {
        return list(
                NETWORK.CODE.eq(network),
                notExists(selectOne()
                        .from(FORECAST)
                        .where(
                                FORECAST.SERIES_ID.eq(MODEL.SERIES_ID),
                                FORECAST.ORIGIN.le(origin),
                                FORECAST.ORIGIN.gt(origin.minus(Series.HOUR)),
                                FORECAST.MODEL_ID.eq(MODEL.MODEL_ID))));
    }

    private List<ActiveModel> list(Condition... conditions) {
        return trainer.select(MODEL.MODEL_ID, MODEL.SERIES_ID, SERIES.PHASE_MINUTES, STATION.CODE, PARAMETER.CODE)
                .from(MODEL)
                .join(SERIES)
                .on(SERIES.SERIES_ID.eq(MODEL.SERIES_ID))
                .join(PARAMETER)
                .on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .join(STATION)
                .on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(MODEL.STATE.eq("active"))
                .and(DSL.and(conditions))
                .orderBy(MODEL.SERIES_ID)
                .fetch(row -> new ActiveModel(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    /**
     * The fitted model.
     *
     * @throws ModelFormatException when this program cannot read what is stored
     */
    TrainedModel fitted(long modelId) throws ModelFormatException {
        byte @Nullable [] bytes = trainer.select(MODEL.FITTED)
                .from(MODEL)
                .where(MODEL.MODEL_ID.eq(modelId))
                .fetchSingle(MODEL.FITTED);
        return ModelCodec.decode(Objects.requireNonNull(bytes, "a model in use has its fitted form"));
    }
}
