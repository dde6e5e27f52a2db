package dev.calima.api.profile;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.api.series.Series;
import java.time.ZoneId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

@Component
class ProfileQueries {

    private final DSLContext db;

    ProfileQueries(DSLContext db) {
        this.db = db;
    }

    /** The zone in which the network of the series counts its days. */
    ZoneId zone(Series series) {
        return db.select(NETWORK.TIME_ZONE)
                .from(NETWORK)
                .join(STATION)
                .on(STATION.NETWORK_ID.eq(NETWORK.NETWORK_ID))
                .where(STATION.CODE.eq(series.station()))
                .fetchSingle(row -> ZoneId.of(row.value1()));
    }

    /** Whether its values are directions, whose mean is that of unit vectors. */
    boolean isDirection(Series series) {
        return db.fetchExists(
                PARAMETER, PARAMETER.CODE.eq(series.parameter()).and(PARAMETER.AVERAGING.eq("direction")));
    }
}
