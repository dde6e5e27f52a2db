package dev.calima.batch.aggregate;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.batch.aggregate.compute.Averaging;
import dev.calima.batch.aggregate.compute.StepGrid;
import java.time.ZoneId;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Reads stations with their series. */
@Component
class StationReader {

    private static final short HOUR = 60;

    private final DSLContext dsl;

    StationReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** @throws org.jooq.exception.NoDataFoundException when there is none of this key */
    AggregatedStation get(int stationId) {
        var station = dsl.select(STATION.CODE, NETWORK.TIME_ZONE)
                .from(STATION)
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(STATION.STATION_ID.eq(stationId))
                .fetchSingle();
        String code = station.value1().value();
        List<AggregatedSeries> series = dsl.select(
                        SERIES.SERIES_ID,
                        PARAMETER.PARAMETER_ID,
                        PARAMETER.CODE,
                        SERIES.STEP_MINUTES,
                        SERIES.PHASE_MINUTES,
                        PARAMETER.AVERAGING,
                        PARAMETER.EIGHT_HOUR_MEAN)
                .from(SERIES)
                .join(PARAMETER)
                .on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .where(SERIES.STATION_ID.eq(stationId))
                .orderBy(SERIES.STEP_MINUTES.ne(HOUR), SERIES.SERIES_ID)
                .fetch(row -> new AggregatedSeries(
                        row.value1(),
                        code + " " + row.value3(),
                        row.value2(),
                        new StepGrid(row.value4(), row.value5()),
                        Averaging.of(row.value6()),
                        row.value7()));
        return new AggregatedStation(stationId, code, ZoneId.of(station.value2()), series);
    }
}
