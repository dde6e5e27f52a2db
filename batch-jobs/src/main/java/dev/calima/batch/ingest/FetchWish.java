package dev.calima.batch.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of an asking beside the feed's own windows.
 *
 * @param at the moment that it is for, not in the future; null for now. Its full hour is the run's identity
 * @param monthToDate ask for the month so far, whatever the time
 */
public record FetchWish(@Nullable Instant at, boolean monthToDate) {

    /** What the schedule wants. */
    public static final FetchWish NOW = new FetchWish(null, false);
}
