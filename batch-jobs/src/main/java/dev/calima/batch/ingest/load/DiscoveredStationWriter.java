package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.batch.ingest.StampedReading.SeenStation;
import dev.calima.batch.ingest.validate.StationDiscovery;
import dev.calima.sql.type.StationCode;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes the stations that a load finds in its lines. Like the key of a series, a station stays when the chunk in which it
 * was found is rolled back: the same chunk, read again, finds it. One that is there already stays as it is.
 */
final class DiscoveredStationWriter implements StationDiscovery {

    private final DSLContext outside;
    private final short networkId;

    /** @param outside works outside the chunk's transaction */
    DiscoveredStationWriter(DSLContext outside, short networkId) {
        this.outside = outside;
        this.networkId = networkId;
    }

    @Override
    public @Nullable Integer discover(StationCode code, SeenStation seen) {
        outside.insertInto(STATION)
                .set(STATION.NETWORK_ID, networkId)
                .set(STATION.CODE, code)
                .set(STATION.NAME, seen.name())
                .set(STATION.KIND, "unknown")
                .set(STATION.LATITUDE, seen.latitude())
                .set(STATION.LONGITUDE, seen.longitude())
                .onConflictDoNothing()
                .execute();
        return outside.select(STATION.STATION_ID)
                .from(STATION)
                .where(STATION.NETWORK_ID.eq(networkId))
                .and(STATION.CODE.eq(code))
                .fetchOne(STATION.STATION_ID);
    }
}
