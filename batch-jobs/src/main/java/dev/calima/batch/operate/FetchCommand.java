package dev.calima.batch.operate;

import dev.calima.batch.ingest.FetchOutcome;
import dev.calima.batch.ingest.IncrementalJob;
import dev.calima.batch.run.OwnRuns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fetch",
        description = "Ask the source of a feed again for its windows, and load what comes. To be started each hour:"
                + " an hour that is done is not asked for again, one in which some request failed asks only for that.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: calima fetch madrid-air-realtime", "         calima fetch --all-feeds"})
final class FetchCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "FEED", description = "Feeds with a 'source': files in jobs-config/feeds.")
    private List<String> feeds = List.of();

    @Option(names = "--all-feeds", description = "Every feed with a source, but those whose key is not set.")
    private boolean allFeeds;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The moment that it is for, such as 2026-11-24T10:00:00Z; its full hour counts (now).")
    private @Nullable Instant at;

    @Option(
            names = "--month-to-date",
            description = "Ask for the whole month so far, as the first run after 03:00 does.")
    private boolean monthToDate;

    @Option(
            names = "--no-aggregates",
            description = "Leave days, months, years and indices for later (calima aggregate).")
    private boolean noAggregates;

    @Override
    public Integer call() throws Exception {
        if (feeds.isEmpty() != allFeeds) {
            throw new SettingsException(List.of("name the feeds to ask for, or --all-feeds"));
        }
        try (Session session = Session.open()) {
            IncrementalJob job = session.get(IncrementalJob.class);
            int worst = ExitCode.OK.code();
            for (String feed : allFeeds ? askable(job) : feeds) {
                worst = worse(worst, fetch(session, feed));
                if (worst == ExitCode.STOPPED.code()) {
                    return worst;
                }
            }
            return worst;
        }
    }

    /** The feeds that can be asked for; of the others it says what is missing. */
    private static List<String> askable(IncrementalJob job) {
        List<String> askable = new ArrayList<>();
        for (String feed : job.feeds()) {
            List<String> missing = job.missingKeys(feed);
            if (missing.isEmpty()) {
                askable.add(feed);
            } else {
                System.out.println("Left out: " + feed + ", because " + String.join(", ", missing)
                        + " is not set; it holds the key that the source wants.");
            }
        }
        return askable;
    }

    /** One feed's trouble is not another's. */
    private int fetch(Session session, String feed) {
        try {
            OwnRuns.Done done = session.run(Session.request(
                            IncrementalJob.NAME,
                            Map.of(
                                    "feed",
                                    feed,
                                    "month-to-date",
                                    String.valueOf(monthToDate),
                                    "aggregates",
                                    String.valueOf(!noAggregates)))
                    .with("at", at == null ? null : at.toString()));
            FetchOutcome outcome = Session.report(done, FetchOutcome.class);
            return AggregateReport.afterLoad(session, done, FetchReport.print(feed, outcome))
                    .code();
        } catch (Exception e) {
            return Failure.explain(e);
        }
    }

    /** Of two exit codes the one that says more: failed before refused, refused before fine. */
    private static int worse(int one, int other) {
        List<Integer> order = List.of(
                ExitCode.OK.code(),
                ExitCode.COMPLETED_WITH_REJECTS.code(),
                ExitCode.ALREADY_RUNNING.code(),
                ExitCode.USAGE.code(),
                ExitCode.FAILED.code(),
                ExitCode.STOPPED.code());
        return order.indexOf(one) >= order.indexOf(other) ? one : other;
    }
}
