package dev.calima.batch.operate;

import dev.calima.batch.ingest.Replay;
import dev.calima.batch.run.OwnRuns;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description =
                "Load once more what a feed had received, from the landing area and not from the source:"
                        + " the files that were loaded, in the order in which they were. What is stored already does not change.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example, after the observations were lost: calima replay madrid-air-hourly --landing"})
final class ReplayCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FEED", description = "Name of the feed: a file in jobs-config/feeds.")
    private String feed = "";

    @Option(names = "--from", paramLabel = "DAY", description = "Only what was received on this day (UTC) or later.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Only what was received on this day (UTC) or before.")
    private @Nullable LocalDate to;

    @Option(
            names = "--landing",
            description = "Take everything that lies in the landing area, in the order received,"
                    + " whether the database knows it or not.")
    private boolean landing;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            OwnRuns.Done done =
                    session.run(Session.request(Replay.NAME, Map.of("feed", feed, "landing", String.valueOf(landing)))
                            .with("from", from == null ? null : from.toString())
                            .with("to", to == null ? null : to.toString()));
            return LoadReport.printRun(session, feed, done).code();
        }
    }
}
