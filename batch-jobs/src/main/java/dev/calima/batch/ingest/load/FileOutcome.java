package dev.calima.batch.ingest.load;

import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.MergeSummary;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file of a load.
 *
 * @param name its name
 * @param problem why it was refused whole; null when it was loaded
 * @param lines its lines with data by what became of them
 * @param valuesRead values in lines that were not refused or left out whole: new + revised + unchanged + cellsRejected
 * @param cellsRejected single values refused
 * @param valuesValid values that may be used
 * @param merged what changed in the table
 */
public record FileOutcome(
        String name,
        @Nullable String problem,
        LineSum lines,
        long valuesRead,
        long cellsRejected,
        long valuesValid,
        MergeSummary merged) {

    /** Lines with data. */
    public long linesRead() {
        return lines.read();
    }

    /** Lines refused whole, or every value of which was. */
    public long linesRejected() {
        return lines.rejected();
    }

    /** Lines left out on purpose. */
    public long linesIgnored() {
        return lines.ignored();
    }
}
