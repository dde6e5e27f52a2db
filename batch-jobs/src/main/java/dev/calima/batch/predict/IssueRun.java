package dev.calima.batch.predict;

import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
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
    private final TrainingProfiles profiles;

    IssueRun(IssueLauncher launcher, TrainingProfiles profiles) {
        this.launcher = launcher;
        this.profiles = profiles;
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
        return List.of(RunParameter.optional(
                        "profile",
                        ParameterType.TEXT,
                        "training profile that says how far ahead; without it as far as each model reaches")
                .oneOf(profiles.names()));
    }

    @Override
    public RunResult run(Run run) throws Exception {
        IssueOutcome outcome = launcher.issue(run.find("profile"), run.control());
        return RunResult.of(run, outcome.stopped(), outcome.noop())
                .counting(Map.of("issued", (long) outcome.issued(), "refused", (long) outcome.refused()))
                .reporting(outcome);
    }
}
