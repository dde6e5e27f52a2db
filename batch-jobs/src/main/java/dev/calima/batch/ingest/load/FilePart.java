package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does to one file.
 *
 * @param fileNo the file's place in the load, from 0
 * @param rawFileId its key
 * @param problem why it is refused whole; null when it is not, and then the others count
 * @param counts what a chunk of it did
 * @param ended whether it is at its end, and so loaded
 * @param coverage the hours that it tells of
 * @param refused the periods of which a value is refused
 * @param rejected what is refused, with its lines
 */
record FilePart(
        int fileNo,
        long rawFileId,
        @Nullable String problem,
        ChunkCounts counts,
        boolean ended,
        List<CoverageBuffer.Hours> coverage,
        List<Notice.Place> refused,
        List<RejectedReadingWriter.Rejected> rejected) {

    static FilePart of(Chunk chunk, long rawFileId, ChunkCounts counts) {
        return new FilePart(
                chunk.fileNo(),
                rawFileId,
                null,
                counts,
                chunk.lastOfFile(),
                chunk.coverage(),
                chunk.refused(),
                chunk.rejected());
    }

    static FilePart refused(int fileNo, long rawFileId, String problem) {
        return new FilePart(fileNo, rawFileId, problem, ChunkCounts.NONE, true, List.of(), List.of(), List.of());
    }
}
