package dev.calima.batch.operate;

import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.batch.train.TrainOutcome;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        description =
                "Learn a model for every series with enough data. The same data and profile again are nothing to do.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Training profile, of jobs-config/training or given at run time (${DEFAULT-VALUE}).")
    private String profile = "default";

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            session.requireProfile(profile);
            OwnRuns.Done done = session.run(Session.request(TrainLauncher.NAME, Map.of("profile", profile)));
            TrainOutcome outcome = Session.report(done, TrainOutcome.class);
            return ForecastReport.print(outcome).code();
        }
    }
}
