package dev.calima.api.series;

import dev.calima.api.web.Publication;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.time.Duration;

/**
 * One parameter at one station.
 *
 * @param id its key
 * @param station where it is measured
 * @param parameter what is measured
 * @param step length of each averaging period
 * @param phase how long after midnight UTC the first period of a UTC day starts, shorter than a step
 * @param unit unit of every value
 * @param publication what its publisher asks for
 */
public record Series(
        int id,
        StationCode station,
        ParameterCode parameter,
        Duration step,
        Duration phase,
        String unit,
        Publication publication) {}
