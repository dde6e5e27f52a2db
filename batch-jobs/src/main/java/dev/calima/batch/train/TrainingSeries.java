package dev.calima.batch.train;

import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A series to learn from, and the state of its data.
 *
 * @param seriesId its key
 * @param network code of its network
 * @param networkZone the network's zone, as the database knows it
 * @param station its station
 * @param parameter what is measured
 * @param changedAt when any of its observations changed last
 * @param days how many days of observations it has
 */
record TrainingSeries(
        int seriesId,
        String network,
        ZoneId networkZone,
        StationCode station,
        ParameterCode parameter,
        Instant changedAt,
        int days) {

    /** For people: station and parameter. */
    String label() {
        return "station " + station + ", parameter " + parameter;
    }
}
