package dev.calima.batch.operate;

import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.batch.train.TrainOutcome;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            description = "Training profile for every series; without it each has the one that applies to it.")
    private @Nullable String profile;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            if (profile != null) {
                session.requireProfile(profile);
            }
            OwnRuns.Done done = session.run(
                    Session.request(TrainLauncher.NAME, profile == null ? Map.of() : Map.of("profile", profile)));
            TrainOutcome outcome = Session.report(done, TrainOutcome.class);
            return ForecastReport.print(outcome).code();
        }
    }
}
