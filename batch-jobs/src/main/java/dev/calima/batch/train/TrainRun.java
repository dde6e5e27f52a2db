package dev.calima.batch.train;

import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Learning, as somebody asks for it. */
@Component
class TrainRun implements RunnableJob {

    private final TrainLauncher launcher;
    private final TrainingProfiles profiles;

    TrainRun(TrainLauncher launcher, TrainingProfiles profiles) {
        this.launcher = launcher;
        this.profiles = profiles;
    }

    @Override
    public String name() {
        return TrainLauncher.NAME;
    }

    @Override
    public String description() {
        return "Learns a model for every series with enough data.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(RunParameter.optional(
                        "profile",
                        ParameterType.TEXT,
                        "training profile for every series; without it each has the one that applies to it")
                .oneOf(profiles.names()));
    }

    @Override
    public RunResult run(Run run) throws Exception {
        TrainOutcome outcome = launcher.train(run.find("profile"), run.control());
        return RunResult.of(run, outcome.stopped(), outcome.noop())
                .counting(Map.of(
                        "series", (long) outcome.series(),
                        "trained", (long) outcome.trained(),
                        "refused", (long) outcome.refused(),
                        "challengers", (long) outcome.challengers(),
                        "promoted", (long) outcome.promoted()))
                .reporting(outcome);
    }
}
