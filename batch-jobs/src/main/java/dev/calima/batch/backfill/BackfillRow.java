package dev.calima.batch.backfill;

import dev.calima.batch.backfill.plan.Origin;
import dev.calima.batch.backfill.plan.Reprocess;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backfill as its row tells it; what each column means stands in the schema. */
public record BackfillRow(
        long id,
        String feed,
        Instant from,
        Instant to,
        List<String> stations,
        Reprocess reprocess,
        Origin origin,
        List<String> locations,
        String requestedBy,
        String reason,
        BackfillState state,
        String unit,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    public BackfillRow {
        stations = List.copyOf(stations);
        locations = List.copyOf(locations);
    }
}
