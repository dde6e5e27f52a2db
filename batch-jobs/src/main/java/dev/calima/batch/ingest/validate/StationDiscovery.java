package dev.calima.batch.ingest.validate;

import dev.calima.batch.ingest.StampedReading.SeenStation;
import dev.calima.sql.type.StationCode;
import org.jspecify.annotations.Nullable;

/** Makes stations of the feed's network as its lines tell of them. */
@FunctionalInterface
public interface StationDiscovery {

    /**
     * Key of the station with a code, made when the network has none. One that is there stays as it is.
     *
     * @param seen its name and place, checked
     * @return null when a station of another network has the code
     */
    @Nullable Integer discover(StationCode code, SeenStation seen);
}
