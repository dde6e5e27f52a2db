package dev.calima.batch.operate;

import dev.calima.batch.aggregate.AggregateJob;
import dev.calima.batch.aggregate.AggregateOutcome;
import dev.calima.batch.run.OwnRuns;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "aggregate",
        description =
                "Compute days, months, years, indices and exceedances of limit values, for exactly what has changed."
                        + " Loading does so by itself.",
        mixinStandardHelpOptions = true)
final class AggregateCommand implements Callable<Integer> {

    @Option(names = "--all", description = "Compute everything anew; what comes out as it was is not written.")
    private boolean all;

    @Option(names = "--list", description = "List every result that is new or different.")
    private boolean listed;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            OwnRuns.Done done = session.run(Session.request(
                    AggregateJob.NAME, Map.of("everything", String.valueOf(all), "list", String.valueOf(listed))));
            AggregateOutcome outcome = Session.report(done, AggregateOutcome.class);
            return AggregateReport.print(outcome).code();
        }
    }
}
