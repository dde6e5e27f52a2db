package dev.calima.api.series;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.api.web.Licence;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.time.Duration;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up what a request names. */
@Component
public class SeriesQueries {

    private final DSLContext db;
    private final KnownSeries known;

    SeriesQueries(DSLContext db, KnownSeries known) {
        this.db = db;
        this.known = known;
    }

    /**
     * The series of a parameter at a station; the one with the shortest step when there are several.
     *
     * @throws RequestProblem (404) naming the parameter that is unknown
     */
    public Series get(StationCode station, ParameterCode parameter) {
        return known.get(station, parameter, () -> lookUp(station, parameter));
    }

    private Series lookUp(StationCode station, ParameterCode parameter) {
        // spotless:off
        return db.select(SERIES.SERIES_ID, SERIES.STEP_MINUTES, SERIES.PHASE_MINUTES, PARAMETER.UNIT,
                        NETWORK.ATTRIBUTION, NETWORK.LICENCE, NETWORK.LICENCE_URL)
                .from(SERIES)
                .join(STATION).on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK).on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .join(PARAMETER).on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .where(STATION.CODE.eq(station).and(PARAMETER.CODE.eq(parameter)))
                .orderBy(SERIES.STEP_MINUTES, SERIES.PHASE_MINUTES)
                .limit(1)
                .fetchOptional(row -> new Series(
                        row.get(SERIES.SERIES_ID), station, parameter,
                        Duration.ofMinutes(row.get(SERIES.STEP_MINUTES)),
                        Duration.ofMinutes(row.get(SERIES.PHASE_MINUTES)), row.get(PARAMETER.UNIT),
                        new Publication(row.get(NETWORK.ATTRIBUTION),
                                new Licence(row.get(NETWORK.LICENCE), row.get(NETWORK.LICENCE_URL)))))
                .orElseThrow(() -> whatIsUnknown(station, parameter));
        // spotless:on
    }

    /**
     * Every series of a station or a parameter, or of both, by station, parameter and step.
     *
     * @param station null for all
     * @param parameter null for all
     * @throws RequestProblem (404) naming the parameter that is unknown
     */
    public List<Series> list(@Nullable StationCode station, @Nullable ParameterCode parameter) {
        Condition asked = DSL.noCondition();
        if (station != null) {
            checkStation(station);
            asked = asked.and(STATION.CODE.eq(station));
        }
        if (parameter != null) {
            checkParameter(parameter);
            asked = asked.and(PARAMETER.CODE.eq(parameter));
        }
        // spotless:off
        return db.select(SERIES.SERIES_ID, STATION.CODE, PARAMETER.CODE, SERIES.STEP_MINUTES, SERIES.PHASE_MINUTES, PARAMETER.UNIT,
                        NETWORK.ATTRIBUTION, NETWORK.LICENCE, NETWORK.LICENCE_URL)
                .from(SERIES)
                .join(STATION).on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK).on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .join(PARAMETER).on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .where(asked)
                .orderBy(STATION.CODE, PARAMETER.CODE, SERIES.STEP_MINUTES, SERIES.PHASE_MINUTES)
                .fetch(row -> new Series(
                        row.get(SERIES.SERIES_ID), row.get(STATION.CODE), row.get(PARAMETER.CODE),
                        Duration.ofMinutes(row.get(SERIES.STEP_MINUTES)),
                        Duration.ofMinutes(row.get(SERIES.PHASE_MINUTES)), row.get(PARAMETER.UNIT),
                        new Publication(row.get(NETWORK.ATTRIBUTION),
                                new Licence(row.get(NETWORK.LICENCE), row.get(NETWORK.LICENCE_URL)))));
        // spotless:on
    }

    /** @throws RequestProblem (404) when there is no such station */
    public void checkStation(StationCode station) {
        if (!db.fetchExists(STATION, STATION.CODE.eq(station))) {
            throw RequestProblem.unknown("station", "There is no station " + station + "; /v1/stations lists them.");
        }
    }

    /** @throws RequestProblem (404) when there is no such parameter */
    public void checkParameter(ParameterCode parameter) {
        if (!db.fetchExists(PARAMETER, PARAMETER.CODE.eq(parameter))) {
            throw RequestProblem.unknown(
                    "parameter", "There is no parameter " + parameter + "; /v1/parameters lists them.");
        }
    }

    private RequestProblem whatIsUnknown(StationCode station, ParameterCode parameter) {
        checkStation(station);
        checkParameter(parameter);
        return RequestProblem.unknown(
                "parameter",
                "Station " + station + " does not measure " + parameter + "; /v1/stations/" + station
                        + " lists what it measures.");
    }
}
