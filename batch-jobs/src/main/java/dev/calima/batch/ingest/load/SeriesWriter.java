package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.SERIES;

import dev.calima.batch.ingest.Observation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jooq.DSLContext;

/** The keys of series, made when a station first measures a parameter. Not thread-safe. */
final class SeriesWriter implements ToIntFunction<Observation> {

    private final DSLContext outside;
    private final Map<Key, Integer> known = new HashMap<>();

    private record Key(int stationId, short parameterId, short stepMinutes, short phaseMinutes) {}

    /** @param outside works outside the chunk's transaction: a key stays when the chunk is rolled back */
    SeriesWriter(DSLContext outside) {
        this.outside = outside;
    }

    /** Key of the series that an observation belongs to. */
    @Override
    public int applyAsInt(Observation observation) {
        return known.computeIfAbsent(
                new Key(observation.stationId(), observation.parameterId(), (short) observation.stepMinutes(), (short)
                        observation.phaseMinutes()),
                this::findOrCreate);
    }

    private Integer findOrCreate(Key key) {
        outside.insertInto(SERIES, SERIES.STATION_ID, SERIES.PARAMETER_ID, SERIES.STEP_MINUTES, SERIES.PHASE_MINUTES)
                .values(key.stationId(), key.parameterId(), key.stepMinutes(), key.phaseMinutes())
                .onConflictDoNothing()
                .execute();
        return outside.select(SERIES.SERIES_ID)
                .from(SERIES)
                .where(SERIES.STATION_ID.eq(key.stationId()))
                .and(SERIES.PARAMETER_ID.eq(key.parameterId()))
                .and(SERIES.STEP_MINUTES.eq(key.stepMinutes()))
                .and(SERIES.PHASE_MINUTES.eq(key.phaseMinutes()))
                .fetchSingle()
                .value1();
    }
}
