package dev.calima.batch.ingest;

import dev.calima.batch.ingest.load.FileOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a load.
 *
 * @param loadId its key; 0 when it was stopped before it was one
 * @param alreadyLoaded whether the very same files had been loaded before, so that there was nothing to do
 * @param stopped whether it was told to stop; the same command goes on
 * @param files its files
 * @param rejectedByCode refused lines and values of each kind, as far as they are kept
 * @param duration how long it took
 */
public record LoadOutcome(
        long loadId,
        boolean alreadyLoaded,
        boolean stopped,
        List<FileOutcome> files,
        Map<String, Integer> rejectedByCode,
        Duration duration) {

    public LoadOutcome {
        files = List.copyOf(files);
        rejectedByCode = Map.copyOf(rejectedByCode);
    }

    /** Files that were refused whole. */
    public List<FileOutcome> refused() {
        return files.stream().filter(file -> file.problem() != null).toList();
    }

    /** Whether anything was refused: files, lines or values. */
    public boolean hasRejects() {
        return files.stream()
                .anyMatch(file -> file.problem() != null || file.linesRejected() > 0 || file.cellsRejected() > 0);
    }
}
