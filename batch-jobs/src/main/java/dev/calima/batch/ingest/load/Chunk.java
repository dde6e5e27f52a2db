package dev.calima.batch.ingest.load;

import java.util.List;

/**
 * Lines of one file, read and judged, not written yet.
 *
 * @param fileNo the file's place in the load, from 0
 * @param from readings of the file before it
 * @param days what is believed, in the order of the table's key
 * @param rejected what is refused, with its lines
 * @param lines readings in it
 * @param linesRejected lines refused whole
 * @param cellsRejected single values refused
 * @param linesIgnored lines left out on purpose
 * @param valuesValid hours that may be used
 * @param lastOfFile whether the file is at its end
 */
record Chunk(
        int fileNo,
        long from,
        List<DayBuffer.Day> days,
        List<RejectedReadingWriter.Rejected> rejected,
        long lines,
        long linesRejected,
        long cellsRejected,
        long linesIgnored,
        long valuesValid,
        boolean lastOfFile) {

    /** Whether it begins where the ledger stands. */
    boolean isAt(LedgerWriter.Position position) {
        return fileNo == position.fileNo() && from == position.lineNo();
    }

    ChunkCounts counts(MergeSummary merged) {
        return new ChunkCounts(lines, linesRejected, cellsRejected, linesIgnored, valuesValid, merged);
    }
}
