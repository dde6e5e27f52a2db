package dev.calima.api.station;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.api.web.Licence;
import dev.calima.api.web.Publication;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class StationQueries {

    private final DSLContext db;

    StationQueries(DSLContext db) {
        this.db = db;
    }

    /**
     * Stations by code.
     *
     * @param network only those of this network; null for all
     * @param parameter only those that measure this; null for all
     * @param box only those in this box; null for all
     */
    List<Found> list(@Nullable String network, @Nullable ParameterCode parameter, @Nullable BoundingBox box) {
        Condition condition = DSL.noCondition();
        if (network != null) {
            condition = condition.and(NETWORK.CODE.eq(network));
        }
        if (parameter != null) {
            condition = condition.and(STATION.STATION_ID.in(DSL.select(SERIES.STATION_ID)
                    .from(SERIES)
                    .join(PARAMETER)
                    .on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                    .where(PARAMETER.CODE.eq(parameter))));
        }
        if (box != null) {
            condition = condition
                    .and(STATION.LONGITUDE.between(box.minLongitude(), box.maxLongitude()))
                    .and(STATION.LATITUDE.between(box.minLatitude(), box.maxLatitude()));
        }
        return fetch(condition);
    }

    Optional<Found> find(StationCode code) {
        return fetch(STATION.CODE.eq(code)).stream().findFirst();
    }

    boolean networkExists(String code) {
        return db.fetchExists(NETWORK, NETWORK.CODE.eq(code));
    }

    private List<Found> fetch(Condition condition) {
        // spotless:off
        return db.select(STATION.CODE, STATION.NAME, STATION.KIND, STATION.ADDRESS,
                        STATION.LATITUDE, STATION.LONGITUDE, STATION.ALTITUDE_M,
                        NETWORK.CODE, NETWORK.TIME_ZONE, NETWORK.ATTRIBUTION, NETWORK.LICENCE, NETWORK.LICENCE_URL,
                        PARAMETER.CODE)
                .from(STATION)
                .join(NETWORK).on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .leftJoin(SERIES).on(SERIES.STATION_ID.eq(STATION.STATION_ID))
                .leftJoin(PARAMETER).on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .where(condition)
                .orderBy(STATION.CODE, PARAMETER.KIND, PARAMETER.CODE)
                .fetchGroups(STATION.CODE)
                .values().stream().map(StationQueries::station).toList();
        // spotless:on
    }

    /** One station from its rows, one for each thing that it measures. */
    private static Found station(Result<? extends Record> rows) {
        Record row = rows.getFirst();
        StationResponse.Station station = new StationResponse.Station(
                row.get(STATION.CODE).value(),
                row.get(STATION.NAME),
                row.get(NETWORK.CODE),
                row.get(STATION.KIND),
                row.get(STATION.ADDRESS),
                row.get(STATION.LATITUDE),
                row.get(STATION.LONGITUDE),
                row.get(STATION.ALTITUDE_M),
                row.get(NETWORK.TIME_ZONE),
                rows.getValues(PARAMETER.CODE).stream()
                        .filter(Objects::nonNull)
                        .map(ParameterCode::value)
                        .distinct()
                        .toList());
        Licence licence = new Licence(row.get(NETWORK.LICENCE), row.get(NETWORK.LICENCE_URL));
        return new Found(station, new Publication(row.get(NETWORK.ATTRIBUTION), licence));
    }

    /** A station and what its publisher asks for. */
    record Found(StationResponse.Station station, Publication publication) {}
}
