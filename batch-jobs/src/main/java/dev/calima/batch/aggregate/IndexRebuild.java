package dev.calima.batch.aggregate;

import dev.calima.batch.aggregate.compute.AirQualityIndex;
import dev.calima.batch.aggregate.compute.DaySet;
import dev.calima.batch.aggregate.compute.IndexDay;
import dev.calima.batch.aggregate.compute.IndexDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes an index on local days of a station anew, and gathers the months in which something came out different. */
final class IndexRebuild {

    private final AggregatedStation station;
    private final AirQualityIndex index;
    private final IndexDays daily;
    private final long now;
    private final Changes changes;

    final List<IndexBlock> blocks = new ArrayList<>();

    /** @param now time of computing, in microseconds since 1970 */
    IndexRebuild(AggregatedStation station, AirQualityIndex index, IndexDays daily, long now, Changes changes) {
        this.station = station;
        this.index = index;
        this.daily = daily;
        this.now = now;
        this.changes = changes;
    }

    /** Computes some days of a local month; all of them when the month is not there yet and one of them has a band. */
    void month(LocalDate month, DaySet affected, Map<LocalDate, IndexBlock> stored) {
        int first = Math.toIntExact(month.toEpochDay());
        @Nullable IndexBlock block = stored.get(month);
        boolean fresh = block == null;
        if (block == null) {
            block = new IndexBlock(
                    station.stationId(),
                    index.id(),
                    month,
                    new IndexDay[month.lengthOfMonth()],
                    new long[month.lengthOfMonth()]);
        }
        boolean any = false;
        for (int i = 0; i < block.days.length; i++) {
            if (fresh || affected.contains(first + i)) {
                IndexDay day = daily.day(first + i);
                if (fresh || !day.equals(block.days[i])) {
                    block.days[i] = day;
                    block.computed[i] = now;
                    any |= !fresh || day.band() > 0;
                }
            }
        }
        if (any) {
            blocks.add(block);
            note(block);
        }
    }

    private void note(IndexBlock block) {
        for (int i = 0; i < block.days.length; i++) {
            if (block.computed[i] == now) {
                changes.indexDays++;
                changes.note(station.code(), index.code(), block.month.plusDays(i));
            }
        }
    }
}
