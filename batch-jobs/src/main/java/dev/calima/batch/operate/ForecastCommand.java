package dev.calima.batch.operate;

import dev.calima.batch.predict.IssueLauncher;
import dev.calima.batch.predict.IssueOutcome;
import dev.calima.batch.run.OwnRuns;
import java.util.Map;
import java.util.concurrent.Callable;
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
            defaultValue = "default",
            description = "Training profile, of jobs-config/training or given at run time (${DEFAULT-VALUE}).")
    private String profile = "default";

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            session.requireProfile(profile);
            OwnRuns.Done done = session.run(Session.request(IssueLauncher.NAME, Map.of("profile", profile)));
            IssueOutcome outcome = Session.report(done, IssueOutcome.class);
            return ForecastReport.print(outcome).code();
        }
    }
}
