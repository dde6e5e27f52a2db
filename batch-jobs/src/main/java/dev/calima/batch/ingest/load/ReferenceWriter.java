package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.STATION;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.row;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.config.StationDefinition;
import dev.calima.batch.ingest.validate.ReferenceData;
import dev.calima.batch.ingest.validate.ReferenceData.StoredParameter;
import dev.calima.sql.type.StationCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings a network and its stations from the configuration into the database, and reads what a load needs of them. */
@Component
public class ReferenceWriter {

    private final DSLContext dsl;
    private final DSLContext outside;

    /** @param dataSource for stations that are found while a load runs, outside its transactions */
    ReferenceWriter(DSLContext dsl, DataSource dataSource) {
        this.dsl = dsl;
        this.outside = DSL.using(dataSource, SQLDialect.POSTGRES);
    }

    /** Writes what differs, and returns the reference data of a feed. */
    @Transactional
    public ReferenceData synchronise(FeedDefinition feed, NetworkDefinition network) {
        short networkId = networkId(network);
        Map<StationCode, Record> there =
                dsl.selectFrom(STATION).where(STATION.NETWORK_ID.eq(networkId)).fetchMap(STATION.CODE);
        network.stations().stream()
                .filter(station -> !isSame(there.get(station.code()), station))
                .forEach(station -> write(networkId, station));
        Map<String, Integer> stations = new HashMap<>();
        dsl.select(STATION.CODE, STATION.STATION_ID)
                .from(STATION)
                .where(STATION.NETWORK_ID.eq(networkId))
                .forEach(found -> stations.put(found.value1().value(), found.value2()));
        Map<String, StoredParameter> parameters = new HashMap<>();
        dsl.selectFrom(PARAMETER)
                .forEach(found -> parameters.put(
                        found.get(PARAMETER.CODE).value(),
                        new StoredParameter(
                                found.get(PARAMETER.PARAMETER_ID),
                                found.get(PARAMETER.UNIT),
                                found.get(PARAMETER.PLAUSIBLE_MIN),
                                found.get(PARAMETER.PLAUSIBLE_MAX))));
        FeedWriter.write(dsl, feed, networkId, parameters);
        return ReferenceData.of(feed, stations, parameters, new DiscoveredStationWriter(outside, networkId));
    }

    private short networkId(NetworkDefinition network) {
        dsl.insertInto(NETWORK)
                .set(NETWORK.CODE, network.code())
                .set(NETWORK.NAME, network.name())
                .set(NETWORK.COUNTRY, network.country())
                .set(NETWORK.TIME_ZONE, network.zone().getId())
                .set(NETWORK.ATTRIBUTION, network.attribution())
                .set(NETWORK.LICENCE, network.licence())
                .set(NETWORK.LICENCE_URL, network.licenceUrl())
                .onConflict(NETWORK.CODE)
                .doUpdate()
                .setAllToExcluded()
                .where(row(
                                NETWORK.NAME,
                                NETWORK.COUNTRY,
                                NETWORK.TIME_ZONE,
                                NETWORK.ATTRIBUTION,
                                NETWORK.LICENCE,
                                NETWORK.LICENCE_URL)
                        .isDistinctFrom(row(
                                excluded(NETWORK.NAME),
                                excluded(NETWORK.COUNTRY),
                                excluded(NETWORK.TIME_ZONE),
                                excluded(NETWORK.ATTRIBUTION),
                                excluded(NETWORK.LICENCE),
                                excluded(NETWORK.LICENCE_URL))))
                .execute();
        return dsl.select(NETWORK.NETWORK_ID)
                .from(NETWORK)
                .where(NETWORK.CODE.eq(network.code()))
                .fetchSingle()
                .value1();
    }

    private static boolean isSame(@Nullable Record there, StationDefinition station) {
        return there != null
                && Objects.equals(there.get(STATION.NAME), station.name())
                && Objects.equals(there.get(STATION.KIND), station.kind())
                && Objects.equals(there.get(STATION.ADDRESS), station.address())
                && Objects.equals(there.get(STATION.LATITUDE), station.latitude())
                && Objects.equals(there.get(STATION.LONGITUDE), station.longitude())
                && Objects.equals(there.get(STATION.ALTITUDE_M), altitude(station));
    }

    private static @Nullable Float altitude(StationDefinition station) {
        @Nullable Double altitude = station.altitudeMetres();
        return altitude == null ? null : (Float) altitude.floatValue();
    }

    private void write(short networkId, StationDefinition station) {
        dsl.insertInto(STATION)
                .set(STATION.NETWORK_ID, networkId)
                .set(STATION.CODE, station.code())
                .set(STATION.NAME, station.name())
                .set(STATION.KIND, station.kind())
                .set(STATION.ADDRESS, station.address())
                .set(STATION.LATITUDE, station.latitude())
                .set(STATION.LONGITUDE, station.longitude())
                .set(STATION.ALTITUDE_M, altitude(station))
                .onConflict(STATION.NETWORK_ID, STATION.CODE)
                .doUpdate()
                .setAllToExcluded()
                .where(row(
                                STATION.NAME,
                                STATION.KIND,
                                STATION.ADDRESS,
                                STATION.LATITUDE,
                                STATION.LONGITUDE,
                                STATION.ALTITUDE_M)
                        .isDistinctFrom(row(
                                excluded(STATION.NAME),
                                excluded(STATION.KIND),
                                excluded(STATION.ADDRESS),
                                excluded(STATION.LATITUDE),
                                excluded(STATION.LONGITUDE),
                                excluded(STATION.ALTITUDE_M))))
                .execute();
    }
}
