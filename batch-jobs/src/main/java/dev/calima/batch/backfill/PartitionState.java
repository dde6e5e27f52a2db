package dev.calima.batch.backfill;

import java.util.Locale;

/** Where a partition of a backfill is. */
public enum PartitionState {
    WAITING,
    /** A run of it is asked for. */
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    /** Not among what was to be loaded. */
    SKIPPED,
    CANCELLED;

    /** As it is shown and stored. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such state */
    public static PartitionState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
