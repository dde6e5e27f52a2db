package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.SERIES;

import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/** The keys of series, made when a station first measures a parameter. Not thread-safe. */
final class SeriesWriter {

    private static final short HOURLY = 60;

    private final DSLContext outside;
    private final Map<Long, Integer> known = new HashMap<>();

    /** @param outside works outside the chunk's transaction: a key stays when the chunk is rolled back */
    SeriesWriter(DSLContext outside) {
        this.outside = outside;
    }

    /** Key of the hourly series of a parameter at a station. */
    int seriesId(int stationId, short parameterId) {
        return known.computeIfAbsent(
                ((long) stationId << 16) | parameterId, key -> findOrCreate(stationId, parameterId));
    }

    private Integer findOrCreate(int stationId, short parameterId) {
        outside.insertInto(SERIES, SERIES.STATION_ID, SERIES.PARAMETER_ID, SERIES.STEP_MINUTES)
                .values(stationId, parameterId, HOURLY)
                .onConflictDoNothing()
                .execute();
        return outside.select(SERIES.SERIES_ID)
                .from(SERIES)
                .where(SERIES.STATION_ID.eq(stationId))
                .and(SERIES.PARAMETER_ID.eq(parameterId))
                .and(SERIES.STEP_MINUTES.eq(HOURLY))
                .fetchSingle()
                .value1();
    }
}
