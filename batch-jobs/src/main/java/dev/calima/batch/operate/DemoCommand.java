package dev.calima.batch.operate;

import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.predict.IssueLauncher;
import dev.calima.batch.predict.IssueOutcome;
import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.batch.train.TrainOutcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        description = "Load six months of Madrid's published files, learn from them, forecast, and serve the portal"
                + " until Ctrl-C. A second demo finds it all done.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String FEED = "madrid-air-hourly";

    @Override
    public Integer call() throws Exception {
        System.err.println("Starting the database ...");
        try (Session session = Session.openShowing()) {
            String sample =
                    session.settings().config().resolve("samples").resolve(FEED).toString();
            OwnRuns.Done load = session.run(
                    Session.request(IngestJob.NAME, Map.of("feed", FEED, "paths", Session.paths(List.of(sample)))));
            ExitCode code = LoadReport.printRun(session, FEED, load);
            if (code == ExitCode.OK) {
                OwnRuns.Done train = session.run(Session.request(TrainLauncher.NAME, Map.of()));
                code = ForecastReport.print(
                        (TrainOutcome) Objects.requireNonNull(train.result().report()));
            }
            if (code == ExitCode.OK) {
                OwnRuns.Done issue = session.run(Session.request(IssueLauncher.NAME, Map.of()));
                code = ForecastReport.print(
                        (IssueOutcome) Objects.requireNonNull(issue.result().report()));
            }
            if (code != ExitCode.OK) {
                return code.code();
            }
            return Serving.untilStopped(session).code();
        }
    }
}
