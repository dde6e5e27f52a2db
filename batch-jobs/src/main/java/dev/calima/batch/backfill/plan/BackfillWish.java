package dev.calima.batch.backfill.plan;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants.
 *
 * @param feed name of the feed
 * @param from start of the range
 * @param to its end, excluded
 * @param stations codes of the stations; empty for all
 * @param reprocess which partitions
 * @param origin what is read; null for what suits the feed: its source where it can be asked for the past, else the landing area
 * @param locations files, folders, globs or addresses; empty unless the origin is {@link Origin#LOCATION}
 * @param requestedBy who wants it
 * @param reason why; may be empty
 */
public record BackfillWish(
        String feed,
        Instant from,
        Instant to,
        Set<String> stations,
        Reprocess reprocess,
        @Nullable Origin origin,
        List<String> locations,
        String requestedBy,
        String reason) {

    public BackfillWish {
        stations = new TreeSet<>(stations);
        locations = List.copyOf(locations);
    }
}
