package dev.calima.batch.ingest.load;

import dev.calima.batch.observation.DayWrites;
import java.util.ArrayList;
import java.util.List;

/** What one transaction of a load does: chunks of some files, merged. Used again for a later one. Not thread-safe. */
final class LoadBatch {

    /** Values of a transaction, about: few enough that two on their way leave most of a small heap free. */
    private static final int MOST_VALUES = 300_000;

    /** Files of a transaction, so that many small ones do not make it long. */
    private static final int MOST_FILES = 500;

    private final DayWrites writes = new DayWrites();
    private final List<FilePart> parts = new ArrayList<>();
    private LedgerWriter.Position begin;
    private LedgerWriter.Position end;
    private long readings;
    private long values;
    private long lines;
    private long refusedCharacters;

    LoadBatch(LedgerWriter.Position at) {
        begin = at;
        end = at;
    }

    /** Forgets all, to begin at a position of the ledger. */
    void begin(LedgerWriter.Position at) {
        writes.begin();
        parts.clear();
        begin = at;
        end = at;
        readings = 0;
        values = 0;
        lines = 0;
        refusedCharacters = 0;
    }

    /**
     * Adds what became of a file or a chunk of it.
     *
     * @param of readings that it had
     * @param linesOf lines of the file that are behind now
     * @param to the position after it
     */
    void add(FilePart part, long of, long linesOf, LedgerWriter.Position to) {
        parts.add(part);
        readings += of;
        values += part.counts().valuesRead();
        lines += linesOf;
        refusedCharacters += part.rejected().stream()
                .mapToLong(RejectedReadingWriter.Rejected::size)
                .sum();
        end = to;
    }

    /** Whether it holds enough: a stop must not wait for long, nor may other writers. */
    boolean isFull(int mostReadings) {
        return readings >= mostReadings
                || values >= MOST_VALUES
                || parts.size() >= MOST_FILES
                || refusedCharacters >= ChunkReader.MOST_REFUSED_CHARACTERS;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    DayWrites writes() {
        return writes;
    }

    List<FilePart> parts() {
        return parts;
    }

    LedgerWriter.Position begins() {
        return begin;
    }

    LedgerWriter.Position ends() {
        return end;
    }

    long lines() {
        return lines;
    }
}
