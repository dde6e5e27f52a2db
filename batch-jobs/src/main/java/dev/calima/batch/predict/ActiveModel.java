package dev.calima.batch.predict;

import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;

/**
 * A model in use.
 *
 * @param modelId its key
 * @param seriesId the series that it predicts
 * @param station the series' station
 * @param parameter what is measured
 */
record ActiveModel(long modelId, int seriesId, StationCode station, ParameterCode parameter) {

    /** For people: station and parameter. */
    String label() {
        return "station " + station + ", parameter " + parameter;
    }
}
