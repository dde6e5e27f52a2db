package dev.calima.batch.ingest.reconcile;

import dev.calima.batch.ingest.load.FileOutcome;
import java.time.Duration;
import java.util.List;

/**
 * What came of a check.
 *
 * @param reconciliationId its key
 * @param loadId the load that read the published means
 * @param stopped whether it was told to stop; the same command goes on
 * @param files its files
 * @param months what it found, by month and parameter
 * @param differences days that differ by more than the last digit, the first {@link ReconcileJob#MOST_DIFFERENCES_TOLD}
 * @param duration how long it took
 */
public record ReconcileOutcome(
        long reconciliationId,
        long loadId,
        boolean stopped,
        List<FileOutcome> files,
        List<ReconciledMonth> months,
        List<ReconciledDay> differences,
        Duration duration) {

    public ReconcileOutcome {
        files = List.copyOf(files);
        months = List.copyOf(months);
        differences = List.copyOf(differences);
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
