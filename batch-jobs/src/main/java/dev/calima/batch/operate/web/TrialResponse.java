package dev.calima.batch.operate.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.calima.batch.trial.Trial;
import dev.calima.batch.trial.TrialKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A training, backtest or forecast that somebody asked for.
 *
 * @param id its key
 * @param kind training, backtest or forecast
 * @param state queued, running, stopping, stopped, completed, failed or abandoned
 * @param requestedBy who asked
 * @param request what was asked for
 * @param profile the training profile as used, YAML
 * @param fileName the attached file; absent when the data are of the database
 * @param dataSha256 SHA-256 over the hours used
 * @param program version of the program and of its model format
 * @param problem why nothing came of it
 * @param createdAt when it was asked for
 * @param finishedAt when the report was there
 * @param report what came of it
 * @param executionHref the run that does it, with its progress
 * @param plotHref the report as a picture
 * @param href its own address
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrialResponse(
        UUID id,
        String kind,
        String state,
        String requestedBy,
        @JsonRawValue String request,
        String profile,
        @Nullable String fileName,
        @Nullable String dataSha256,
        @Nullable String program,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @JsonRawValue @Nullable String report,
        @Nullable String executionHref,
        @Nullable String plotHref,
        String href) {

    static TrialResponse of(Trial trial) {
        String href = "/ops/v1/" + path(trial.kind()) + "/" + trial.id();
        return new TrialResponse(
                trial.id(),
                trial.kind().code(),
                trial.state() != null ? trial.state() : trial.report() != null ? "completed" : "failed",
                trial.requestedBy(),
                trial.request(),
                trial.profile(),
                trial.fileName(),
                trial.dataSha256(),
                trial.program(),
                trial.problem(),
                trial.createdAt(),
                trial.finishedAt(),
                trial.report(),
                trial.runId() == null ? null : "/ops/v1/executions/" + trial.runId(),
                trial.report() == null ? null : href + "/plot",
                href);
    }

    private static String path(TrialKind kind) {
        return kind.code() + "s";
    }

    TrialResponse withoutReport() {
        return new TrialResponse(
                id,
                kind,
                state,
                requestedBy,
                request,
                profile,
                fileName,
                dataSha256,
                program,
                problem,
                createdAt,
                finishedAt,
                null,
                executionHref,
                plotHref,
                href);
    }
}
