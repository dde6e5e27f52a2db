package dev.calima.batch.trial;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trial as it stands.
 *
 * @param id its key
 * @param kind what was asked for
 * @param request what was asked for, JSON
 * @param profile the training profile as used, YAML
 * @param fileName name of the attached file; null for none
 * @param requestedBy who asked
 * @param runId the run that does it; null when its row is gone
 * @param state the run's: queued, running, stopping, stopped, completed, failed, abandoned
 * @param report what came of it, JSON; null before
 * @param program version of the program; null before
 * @param dataSha256 hash of the hours used, in hexadecimal; null before
 * @param problem why nothing came of it; null otherwise
 * @param createdAt when it was asked for
 * @param finishedAt when the report was there; null before
 */
public record Trial(
        UUID id,
        TrialKind kind,
        String request,
        String profile,
        @Nullable String fileName,
        String requestedBy,
        @Nullable Long runId,
        @Nullable String state,
        @Nullable String report,
        @Nullable String program,
        @Nullable String dataSha256,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
