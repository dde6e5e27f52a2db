package dev.calima.batch.operate;

import dev.calima.batch.predict.IssueLauncher;
import dev.calima.batch.predict.IssueOutcome;
import dev.calima.batch.run.OwnRuns;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "forecast",
        description = "Issue a forecast for every series that has a model, from the newest data on.",
        mixinStandardHelpOptions = true)
final class ForecastCommand implements Callable<Integer> {

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Training profile that says how far ahead; without it as far as each model reaches.")
    private @Nullable String profile;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            if (profile != null) {
                session.requireProfile(profile);
            }
            OwnRuns.Done done = session.run(
                    Session.request(IssueLauncher.NAME, profile == null ? Map.of() : Map.of("profile", profile)));
            IssueOutcome outcome = Session.report(done, IssueOutcome.class);
            return ForecastReport.print(outcome).code();
        }
    }
}
