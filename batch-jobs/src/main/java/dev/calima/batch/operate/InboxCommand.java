package dev.calima.batch.operate;

import dev.calima.batch.ingest.inbox.InboxJob;
import dev.calima.batch.run.OwnRuns;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "inbox",
        description = "Load the objects that news from S3 told of, and that are still waiting; up does so by itself.",
        mixinStandardHelpOptions = true)
final class InboxCommand implements Callable<Integer> {

    @Option(names = "--look", description = "First list the inbox of every feed, for objects that no news told of.")
    private boolean look;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            OwnRuns.Done run = session.run(Session.request(InboxJob.NAME, Map.of("look", String.valueOf(look))));
            if (look) {
                System.out.printf(
                        Locale.ROOT,
                        "%,d objects that no news told of.%n",
                        run.result().counts().get("found"));
            }
            InboxJob.Done done =
                    (InboxJob.Done) Objects.requireNonNull(run.result().report());
            System.out.printf(
                    Locale.ROOT,
                    "Loaded %,d objects; %,d failed, %,d wait for another attempt, %,d had been replaced.%n",
                    done.loaded(),
                    done.failed(),
                    done.waiting(),
                    done.superseded());
            ExitCode code = done.failed() + done.waiting() > 0 ? ExitCode.COMPLETED_WITH_REJECTS : ExitCode.OK;
            return AggregateReport.afterLoad(session, run, code).code();
        }
    }
}
