package dev.calima.batch.ingest.load;

import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.MergeSummary;

/**
 * What a chunk did.
 *
 * @param lines its lines by what became of them
 * @param valuesRead values in lines that were not refused or left out whole
 * @param valuesValid values that may be used
 * @param valuesRejected single values refused
 * @param valuesUnchanged values that changed nothing
 * @param merged what changed in the table
 */
record ChunkCounts(
        LineSum lines,
        long valuesRead,
        long valuesValid,
        long valuesRejected,
        long valuesUnchanged,
        MergeSummary merged) {

    /** Nothing was done. */
    static final ChunkCounts NONE = new ChunkCounts(new LineSum(0, 0, 0, 0, 0), 0, 0, 0, 0, MergeSummary.NOTHING);
}
