package dev.calima.batch.operate.web;

import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.operate.web.UploadWriter.Upload;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload as the operator API shows it.
 *
 * @param id its key
 * @param feed its feed
 * @param state queued, loading, loaded or failed
 * @param problem why it failed, and what to do; null otherwise
 * @param files its files as received
 * @param load what came of it; null before
 * @param createdAt when it was received
 * @param finishedAt when it ended; null before
 */
record UploadResponse(
        UUID id,
        String feed,
        String state,
        @Nullable String problem,
        List<File> files,
        @Nullable Load load,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /**
     * A file.
     *
     * @param name its name
     * @param sha256 SHA-256 of its bytes
     * @param sizeBytes its size
     */
    record File(String name, String sha256, long sizeBytes) {}

    /**
     * The load.
     *
     * @param id its key
     * @param linesRead lines with data
     * @param linesRejected lines refused whole
     * @param valuesRejected single values refused in other lines
     * @param valuesInserted values that were new
     * @param valuesRevised values that were corrected
     * @param refusedFiles files refused whole, with the reason
     * @param rejectsHref where the refused lines are shown
     */
    record Load(
            long id,
            long linesRead,
            long linesRejected,
            long valuesRejected,
            long valuesInserted,
            long valuesRevised,
            List<String> refusedFiles,
            String rejectsHref) {}

    static UploadResponse of(Upload upload, List<FileOutcome> outcomes) {
        return new UploadResponse(
                upload.id(),
                upload.feed(),
                upload.state(),
                upload.problem(),
                upload.files().stream()
                        .map(file -> new File(file.name(), file.sha256(), file.sizeBytes()))
                        .toList(),
                load(upload.loadId(), outcomes),
                upload.createdAt(),
                upload.finishedAt());
    }

    private static @Nullable Load load(@Nullable Long id, List<FileOutcome> outcomes) {
        if (id == null) {
            return null;
        }
        return new Load(
                id,
                outcomes.stream().mapToLong(FileOutcome::linesRead).sum(),
                outcomes.stream().mapToLong(FileOutcome::linesRejected).sum(),
                outcomes.stream().mapToLong(FileOutcome::cellsRejected).sum(),
                outcomes.stream()
                        .mapToLong(file -> file.merged().valuesInserted())
                        .sum(),
                outcomes.stream()
                        .mapToLong(file -> file.merged().valuesRevised())
                        .sum(),
                outcomes.stream()
                        .filter(file -> file.problem() != null)
                        .map(file -> file.name() + ": " + file.problem())
                        .toList(),
                "/ops/v1/rejects?load=" + id);
    }
}
