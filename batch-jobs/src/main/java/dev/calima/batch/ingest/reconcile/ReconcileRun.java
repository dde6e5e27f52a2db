package dev.calima.batch.ingest.reconcile;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The check against published means, as somebody asks for it. */
@Component
class ReconcileRun implements RunnableJob {

    private final ReconcileJob job;
    private final JobsConfig config;

    ReconcileRun(ReconcileJob job, JobsConfig config) {
        this.job = job;
        this.config = config;
    }

    @Override
    public String name() {
        return ReconcileJob.NAME;
    }

    @Override
    public String description() {
        return "Compares daily means as published with the means of the hours that are loaded.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                RunParameter.required("check", ParameterType.TEXT, "name of the check")
                        .oneOf(config.checks().keySet().stream().sorted().toList()),
                RunParameter.required(
                        "paths",
                        ParameterType.TEXTS,
                        "files, folders or globs on the machine that does it, or addresses; one a line"));
    }

    @Override
    public RunResult run(Run run) throws Exception {
        @Nullable Long begun = run.isOwn() ? null : run.loadId();
        ReconcileOutcome outcome = job.reconcile(run.get("check"), run.texts("paths"), begun, run.control());
        return RunResult.of(outcomeOf(outcome))
                .counting(Map.of("files", (long) outcome.files().size()))
                .loaded(outcome.loadId())
                .reporting(outcome);
    }

    private static RunOutcome outcomeOf(ReconcileOutcome outcome) {
        if (outcome.stopped()) {
            return RunOutcome.STOPPED;
        }
        boolean rejects = outcome.files().stream()
                .anyMatch(file -> file.problem() != null || file.linesRejected() + file.cellsRejected() > 0);
        boolean nothing = outcome.files().stream().allMatch(file -> file.problem() != null);
        return nothing ? RunOutcome.FAILED : rejects ? RunOutcome.REJECTS : RunOutcome.COMPLETED;
    }
}
