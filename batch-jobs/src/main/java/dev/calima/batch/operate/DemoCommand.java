package dev.calima.batch.operate;

import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.predict.IssueLauncher;
import dev.calima.batch.predict.IssueOutcome;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.batch.train.TrainOutcome;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        description = "Load six months of Madrid's published files, learn from them, forecast, and serve the portal"
                + " until Ctrl-C. A second demo finds it all done.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String FEED = "madrid-air-hourly";
    private static final String PROFILE = "default";

    @Override
    public Integer call() throws Exception {
        System.err.println("Starting the database ...");
        try (Session session = Session.openServing()) {
            String sample =
                    session.settings().config().resolve("samples").resolve(FEED).toString();
            LoadOutcome load =
                    session.watching(() -> session.get(IngestJob.class).load(FEED, List.of(sample), false));
            ExitCode code = AggregateReport.afterLoad(session, LoadReport.print(FEED, load));
            if (code == ExitCode.OK) {
                TrainOutcome train =
                        session.watching(() -> session.get(TrainLauncher.class).train(PROFILE));
                code = ForecastReport.print(train);
            }
            if (code == ExitCode.OK) {
                IssueOutcome issue =
                        session.watching(() -> session.get(IssueLauncher.class).issue(PROFILE));
                code = ForecastReport.print(issue);
            }
            if (code != ExitCode.OK) {
                return code.code();
            }
            return Serving.untilStopped(session).code();
        }
    }
}
