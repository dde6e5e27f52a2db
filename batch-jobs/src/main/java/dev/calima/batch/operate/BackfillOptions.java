package dev.calima.batch.operate;

import dev.calima.batch.backfill.plan.BackfillWish;
import dev.calima.batch.backfill.plan.Origin;
import dev.calima.batch.backfill.plan.PlanRefusedException;
import dev.calima.batch.backfill.plan.RangeText;
import dev.calima.batch.backfill.plan.Reprocess;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.run.Actor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is typed to say which backfill is meant. */
final class BackfillOptions {

    @Parameters(index = "0", paramLabel = "FEED", description = "Name of the feed: a file in jobs-config/feeds.")
    String feed = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "Begin: a month (2018-01), a day (2018-01-15), both by the feed's clock, or a moment.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TIME",
            description = "End, excluded: --from 2018-01 --to 2019-01 is the year 2018.")
    private String to = "";

    @Option(names = "--station", paramLabel = "CODE", description = "Only this station; may be given several times.")
    private List<String> stations = List.of();

    @Option(
            names = "--reprocess",
            paramLabel = "WHICH",
            defaultValue = "none",
            description = "none: partitions that were never loaded (the default); failed: whose last run failed;"
                    + " missing: with hours missing by us; all: every one once more.")
    private String reprocess = "none";

    @Option(
            names = "--location",
            paramLabel = "PATH",
            description = "Read these files: a file, folder, glob or s3:// address; may be given several times.")
    private List<String> locations = List.of();

    @Option(names = "--landing", description = "Read what lies in the landing area.")
    private boolean landing;

    @Option(names = "--source", description = "Ask the feed's source again.")
    private boolean source;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for whoever asks later.")
    private String reason = "";

    BackfillWish wish(Session session) throws SettingsException, PlanRefusedException {
        @Nullable FeedDefinition definition = session.get(JobsConfig.class).feeds().get(feed);
        if (definition == null) {
            throw new SettingsException(List.of("there is no feed '" + feed + "'; known are "
                    + new TreeSet<>(session.get(JobsConfig.class).feeds().keySet())));
        }
        if (landing && source) {
            throw new SettingsException(List.of("--landing and --source do not go together"));
        }
        Reprocess which = Reprocess.of(reprocess)
                .orElseThrow(() -> new SettingsException(
                        List.of("--reprocess must be none, failed, missing or all, but is " + reprocess)));
        return new BackfillWish(
                feed,
                RangeText.moment("--from", from, definition.zone()),
                RangeText.moment("--to", to, definition.zone()),
                Set.copyOf(stations),
                which,
                landing ? Origin.LANDING : source ? Origin.SOURCE : null,
                absolute(locations),
                Actor.account().name(),
                reason);
    }

    /** Another process may sit in another folder. */
    private static List<String> absolute(List<String> locations) {
        return locations.stream()
                .map(one -> one.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")
                        ? one
                        : Path.of(one).toAbsolutePath().normalize().toString())
                .toList();
    }
}
