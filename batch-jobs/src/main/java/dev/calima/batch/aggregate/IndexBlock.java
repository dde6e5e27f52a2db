package dev.calima.batch.aggregate;

import dev.calima.batch.aggregate.compute.IndexDay;
import java.time.LocalDate;

/** An index on the days of a local month at a station, with when each was computed. Not thread-safe. */
final class IndexBlock {

    final int stationId;
    final int indexId;
    final LocalDate month;
    final IndexDay[] days;
    /** When a day was computed, in microseconds since 1970. */
    final long[] computed;

    IndexBlock(int stationId, int indexId, LocalDate month, IndexDay[] days, long[] computed) {
        this.stationId = stationId;
        this.indexId = indexId;
        this.month = month;
        this.days = days;
        this.computed = computed;
    }
}
