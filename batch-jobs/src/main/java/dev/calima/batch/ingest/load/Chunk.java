package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.observation.DayTable;
import dev.calima.batch.observation.LineOutcomes;
import dev.calima.batch.observation.MergeSummary;
import java.util.List;

/**
 * Lines of one file, read and judged, not written yet. Its days and lines are the reader's own: valid until the chunk after the
 * next one is read.
 *
 * @param fileNo the file's place in the load, from 0
 * @param from readings of the file before it
 * @param readings readings in it
 * @param days what is believed
 * @param lines its lines, and what became of those that are not merged
 * @param rejected what is refused, with its lines
 * @param coverage the hours that it tells of
 * @param refused the periods of which a value is refused, as far as they are known
 * @param values what its values are, as far as that is known before they are merged
 * @param lastOfFile whether the file is at its end
 */
record Chunk(
        int fileNo,
        long from,
        long readings,
        DayTable days,
        LineOutcomes lines,
        List<RejectedReadingWriter.Rejected> rejected,
        List<CoverageBuffer.Hours> coverage,
        List<Notice.Place> refused,
        Values values,
        boolean lastOfFile) {

    /**
     * Values of a chunk.
     *
     * @param read in lines that were not refused or left out whole
     * @param valid may be used
     * @param rejected refused one by one
     * @param repeated said twice in the chunk, the same
     */
    record Values(long read, long valid, long rejected, long repeated) {}

    /** Whether it begins where the ledger stands. */
    boolean isAt(LedgerWriter.Position position) {
        return fileNo == position.fileNo() && from == position.lineNo();
    }

    /** What it did, once it is merged. */
    ChunkCounts counts(MergeSummary merged) {
        return new ChunkCounts(
                lines.sum(),
                values.read(),
                values.valid(),
                values.rejected(),
                merged.valuesUnchanged() + values.repeated(),
                merged);
    }
}
