package dev.calima.batch.aggregate;

import java.time.ZoneId;
import java.util.List;

/**
 * A station with its series.
 *
 * @param stationId its key
 * @param code its code
 * @param zone the clock of its network
 * @param series its series, hourly ones first, then by key
 */
record AggregatedStation(int stationId, String code, ZoneId zone, List<AggregatedSeries> series) {

    AggregatedStation {
        series = List.copyOf(series);
    }
}
