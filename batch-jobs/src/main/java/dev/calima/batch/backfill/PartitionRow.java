package dev.calima.batch.backfill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A partition as its row and its newest run tell of it; what each column means stands in the schema. */
public record PartitionRow(
        long backfillId,
        int number,
        String name,
        Instant from,
        Instant to,
        String found,
        PartitionState state,
        long total,
        @Nullable Long bytes,
        @Nullable Long lines,
        @Nullable Double seconds,
        long done,
        long linesRead,
        long valuesRead,
        long valuesNew,
        long valuesRevised,
        long refused,
        int attempts,
        @Nullable Long runId,
        @Nullable Long loadAfter,
        @Nullable Long loadId,
        @Nullable String message,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
