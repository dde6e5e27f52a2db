package dev.calima.batch.backfill;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backfill as it is shown.
 *
 * @param id its key
 * @param feed the feed
 * @param from start of its range
 * @param to end of it, excluded
 * @param stations codes of its stations; empty for all
 * @param reprocess which partitions it loads
 * @param origin what is read
 * @param locations files, folders, globs or addresses; empty for another origin
 * @param requestedBy who wanted it
 * @param reason why
 * @param state where it is
 * @param unit what is counted
 * @param total how many there are in all its partitions that are loaded; estimated until they are done
 * @param done how many are done
 * @param ratePerSecond how many a second; null while nobody can tell
 * @param etaAt when it will be done at this rate; null while nobody can tell, and when nothing is done
 * @param partitionsByState how many partitions there are of each state
 * @param linesRead lines with data that were read
 * @param valuesRead values that were read
 * @param valuesNew values that were new
 * @param valuesRevised values that were there and changed
 * @param refused lines and single values refused
 * @param createdAt when it was planned
 * @param startedAt when it was begun; null before
 * @param endedAt when it ended; null before
 * @param partitions its partitions, in their order; null in lists
 */
public record BackfillView(
        long id,
        String feed,
        Instant from,
        Instant to,
        List<String> stations,
        String reprocess,
        String origin,
        List<String> locations,
        String requestedBy,
        String reason,
        String state,
        String unit,
        long total,
        long done,
        @Nullable Double ratePerSecond,
        @Nullable Instant etaAt,
        Map<String, Integer> partitionsByState,
        long linesRead,
        long valuesRead,
        long valuesNew,
        long valuesRevised,
        long refused,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable List<Lane> partitions) {

    /**
     * A partition as it is shown.
     *
     * @param number its place
     * @param name what people call it
     * @param from start of it
     * @param to end of it, excluded
     * @param found how its hours were when it was planned
     * @param state where it is
     * @param total lines or requests
     * @param done how many are done
     * @param bytes size of its files; null when nobody knows
     * @param expectedSeconds time that it was expected to take; null when nobody could tell
     * @param ratePerSecond how many a second; null while nobody can tell
     * @param etaAt when it will be done; null while nobody can tell
     * @param isStraggler whether it takes much longer than the others
     * @param attempts how often it was begun
     * @param executionId its newest run; null before
     * @param loadId its newest load; null before
     * @param linesRead lines with data that were read
     * @param valuesNew values that were new
     * @param valuesRevised values that changed
     * @param refused lines and values refused
     * @param message why it failed or was skipped, or what else is to be known; null otherwise
     * @param startedAt when its newest run began; null before
     * @param endedAt when it ended; null before
     */
    public record Lane(
            int number,
            String name,
            Instant from,
            Instant to,
            String found,
            String state,
            long total,
            long done,
            @Nullable Long bytes,
            @Nullable Double expectedSeconds,
            @Nullable Double ratePerSecond,
            @Nullable Instant etaAt,
            boolean isStraggler,
            int attempts,
            @Nullable Long executionId,
            @Nullable Long loadId,
            long linesRead,
            long valuesNew,
            long valuesRevised,
            long refused,
            @Nullable String message,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}
}
