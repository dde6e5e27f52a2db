package dev.calima.batch.ingest.load;

import org.jspecify.annotations.Nullable;

/**
 * What became of a file of a load.
 *
 * @param name its name
 * @param problem why it was refused whole; null when it was loaded
 * @param linesRead lines with data
 * @param linesRejected lines refused whole
 * @param cellsRejected single values refused
 * @param linesIgnored lines left out on purpose
 * @param valuesValid hours that may be used
 * @param merged what changed in the table
 */
public record FileOutcome(
        String name,
        @Nullable String problem,
        long linesRead,
        long linesRejected,
        long cellsRejected,
        long linesIgnored,
        long valuesValid,
        MergeSummary merged) {}
