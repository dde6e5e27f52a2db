package dev.calima.batch.operate.web;

import dev.calima.batch.run.RunRow;
import dev.calima.batch.run.StepReader.RunStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as the operator API shows it.
 *
 * @param id its key
 * @param job its job
 * @param parameters what it was told
 * @param pool whose threads do it
 * @param state queued, running, stopping, stopped, completed, failed or abandoned
 * @param outcome how the last attempt ended: completed, noop, rejects, stopped, failed or busy; null before
 * @param message what there is to say in a sentence; null for nothing
 * @param requestedBy who wanted it
 * @param reason why; null when nothing was said
 * @param requestedAt when
 * @param schedule the schedule that wanted it; null for none
 * @param scheduledFor its moment that it is for; null for none
 * @param backfillId the backfill that it is part of; null for none
 * @param partition the part; null for none
 * @param attempts how often it was begun or taken up again
 * @param worker who does it or did it last; null for nobody
 * @param notBefore not to be taken before; null for at once
 * @param startedAt when it was begun first; null before
 * @param endedAt when it ended; null before
 * @param heartbeatAt when its worker noted last how far it is; null before
 * @param phase what is being done; empty before
 * @param done how many units are done
 * @param total how many there are
 * @param unit what is counted
 * @param ratePerSecond units a second; null while nobody can tell
 * @param etaAt when the phase will be done at this rate; null while nobody can tell
 * @param counts what came of it, by name
 * @param partitions the steps of its newest execution in Spring Batch's tables
 * @param loadId the load that it is; null for none
 * @param rejectsHref where its refused lines are shown; null for none
 * @param logHref where its log is, as far as it was done on this machine
 * @param href its own address
 */
record ExecutionResponse(
        long id,
        String job,
        Map<String, String> parameters,
        String pool,
        String state,
        @Nullable String outcome,
        @Nullable String message,
        String requestedBy,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable String schedule,
        @Nullable Instant scheduledFor,
        @Nullable Long backfillId,
        @Nullable String partition,
        int attempts,
        @Nullable String worker,
        @Nullable Instant notBefore,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant heartbeatAt,
        String phase,
        long done,
        long total,
        String unit,
        @Nullable Double ratePerSecond,
        @Nullable Instant etaAt,
        Map<String, Long> counts,
        List<RunStep> partitions,
        @Nullable Long loadId,
        @Nullable String rejectsHref,
        String logHref,
        String href) {

    /** Without what has to be looked up for each. */
    static ExecutionResponse of(RunRow run) {
        return of(run, run.counts(), List.of(), null);
    }

    static ExecutionResponse of(RunRow run, Map<String, Long> counts, List<RunStep> steps, @Nullable String worker) {
        @Nullable Long load = run.loadId();
        return new ExecutionResponse(
                run.runId(),
                run.job(),
                run.parameters(),
                run.pool().code(),
                run.state().code(),
                run.outcome() == null ? null : run.outcome().code(),
                run.message(),
                run.requestedBy(),
                run.reason(),
                run.requestedAt(),
                run.schedule(),
                run.scheduledFor(),
                run.backfillId(),
                run.partition(),
                run.attempt(),
                worker,
                run.notBefore(),
                run.startedAt(),
                run.endedAt(),
                run.heartbeatAt(),
                run.phase(),
                run.done(),
                run.total(),
                run.unit(),
                run.ratePerSecond(),
                run.etaAt(),
                counts,
                steps,
                load,
                load == null ? null : "/ops/v1/rejects?load=" + load,
                "/ops/v1/logs?run=" + run.runId(),
                "/ops/v1/executions/" + run.runId());
    }
}
