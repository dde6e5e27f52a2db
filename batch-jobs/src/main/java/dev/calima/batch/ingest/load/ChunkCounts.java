package dev.calima.batch.ingest.load;

/**
 * What a chunk did.
 *
 * @param linesRead lines with data
 * @param linesRejected lines refused whole
 * @param cellsRejected single values refused
 * @param linesIgnored lines left out on purpose
 * @param valuesValid hours that may be used
 * @param merged what changed in the table
 */
record ChunkCounts(
        long linesRead,
        long linesRejected,
        long cellsRejected,
        long linesIgnored,
        long valuesValid,
        MergeSummary merged) {}
