package dev.calima.batch.predict;

import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.time.Instant;

/**
 * A model in use.
 *
 * @param modelId its key
 * @param seriesId the series that it predicts
 * @param phaseMinutes minutes after the full hour UTC at which the series' hours start
 * @param station the series' station
 * @param parameter what is measured
 */
record ActiveModel(long modelId, int seriesId, int phaseMinutes, StationCode station, ParameterCode parameter) {

    /** Where its forecast begins when its network's does at a moment: the last start of one of its hours until then. */
    Instant originAt(Instant network) {
        long beyond = Math.floorMod(network.getEpochSecond() - phaseMinutes * 60L, 3600L);
        return network.minusSeconds(beyond);
    }

    /** For people: station and parameter. */
    String label() {
        return "station " + station + ", parameter " + parameter;
    }
}
