package dev.calima.batch.predict;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Issuing forecasts, as somebody asks for it. */
@Component
class IssueRun implements RunnableJob {

    private final IssueLauncher launcher;
    private final JobsConfig config;

    IssueRun(IssueLauncher launcher, JobsConfig config) {
        this.launcher = launcher;
        this.config = config;
    }

    @Override
    public String name() {
        return IssueLauncher.NAME;
    }

    @Override
    public String description() {
        return "Issues a forecast for every series that has a model, from the newest data on.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                RunParameter.optional("profile", ParameterType.TEXT, "training profile: a file in jobs-config/training")
                        .oneOf(config.trainings().keySet().stream().sorted().toList())
                        .orElse("default"));
    }

    @Override
    public RunResult run(Run run) throws Exception {
        IssueOutcome outcome = launcher.issue(run.get("profile"), run.control());
        return RunResult.of(
                        outcome.stopped()
                                ? RunOutcome.STOPPED
                                : outcome.noop() && run.attempt() == 1 ? RunOutcome.NOOP : RunOutcome.COMPLETED)
                .counting(Map.of("issued", (long) outcome.issued(), "refused", (long) outcome.refused()))
                .reporting(outcome);
    }
}
