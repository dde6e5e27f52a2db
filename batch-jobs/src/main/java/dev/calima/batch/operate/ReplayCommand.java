package dev.calima.batch.operate;

import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.Replay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
        @Nullable Instant begin = start(from);
        @Nullable Instant end = to == null ? null : start(to.plusDays(1));
        try (Session session = Session.open()) {
            Replay replay = session.get(Replay.class);
            LoadOutcome outcome = session.watching(
                    () -> landing ? replay.ofLandingArea(feed, begin, end) : replay.ofLoads(feed, begin, end));
            return AggregateReport.afterLoad(session, LoadReport.print(feed, outcome))
                    .code();
        }
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
