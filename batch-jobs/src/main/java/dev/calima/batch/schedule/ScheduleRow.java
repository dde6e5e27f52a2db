package dev.calima.batch.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the database knows it; what each column means stands in the schema.
 */
record ScheduleRow(
        String name,
        String definitionHash,
        String timetable,
        boolean enabled,
        Instant changedAt,
        Instant jobsSince,
        Instant activeSince,
        Instant settledUntil,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt) {

    /** Whether its moments get runs. */
    boolean isActive() {
        return enabled && pausedAt == null;
    }
}
