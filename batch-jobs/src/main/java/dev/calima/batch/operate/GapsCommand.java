package dev.calima.batch.operate;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.ask.GapReader;
import dev.calima.batch.ingest.ask.GapReader.Gap;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "gaps",
        description =
                "Count the hours that are absent, by station, parameter and reason: not yet (the source is not late),"
                        + " missing at the source, missing by us (never asked for, or in vain), rejected.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: calima gaps madrid-air-realtime --from 2026-11-01"})
final class GapsCommand implements Callable<Integer> {

    private static final Duration USUAL = Duration.ofDays(7);

    @Parameters(paramLabel = "FEED", description = "Name of the feed: a file in jobs-config/feeds.")
    private String feed = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First day in the network's zone, or moment such as 2026-11-24T10:00:00Z (7 days ago).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Day or moment before which it ends (now).")
    private @Nullable String to;

    @Option(names = "-o", paramLabel = "FORMAT", description = "json for an array; without it a table.")
    private @Nullable String format;

    @Override
    public Integer call() throws Exception {
        if (format != null && !format.equals("json")) {
            throw new SettingsException(List.of("-o can only be json, but is " + format));
        }
        try (Session session = Session.open()) {
            JobsConfig config = session.get(JobsConfig.class);
            @Nullable FeedDefinition definition = config.feeds().get(feed);
            if (definition == null) {
                throw new SettingsException(List.of("there is no feed '" + feed + "'; known are "
                        + new TreeSet<>(config.feeds().keySet())));
            }
            Instant now = session.get(Clock.class).instant();
            List<Gap> gaps = session.get(GapReader.class)
                    .gaps(
                            definition,
                            config.networkOf(definition),
                            moment("--from", from, definition, now.minus(USUAL)),
                            moment("--to", to, definition, now),
                            now);
            if (format == null) {
                table(gaps);
            } else {
                System.out.println(JsonMapper.builder()
                        .build()
                        .writeValueAsString(gaps.stream().map(GapsCommand::json).toList()));
            }
            return ExitCode.OK.code();
        }
    }

    private static Instant moment(String option, @Nullable String text, FeedDefinition feed, Instant otherwise)
            throws SettingsException {
        if (text == null) {
            return otherwise;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(feed.zone()).toInstant();
        } catch (DateTimeException e) {
            throw new SettingsException(List.of(option
                    + " must be a day such as 2026-11-24 or a moment such as 2026-11-24T10:00:00Z, but is " + text));
        }
    }

    private static Map<String, Object> json(Gap gap) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("station", gap.station());
        content.put("parameter", gap.parameter());
        content.put("notYet", gap.notYet());
        content.put("missingAtSource", gap.missingAtSource());
        content.put("missingByUs", gap.missingByUs());
        content.put("rejected", gap.rejected());
        return content;
    }

    private static void table(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            System.out.println("No hour is absent.");
            return;
        }
        String row = "%-16s %-16s %9s %18s %14s %9s%n";
        System.out.printf(
                Locale.ROOT, row, "station", "parameter", "not yet", "missing at source", "missing by us", "rejected");
        for (Gap gap : gaps) {
            System.out.printf(
                    Locale.ROOT,
                    row,
                    gap.station(),
                    gap.parameter(),
                    gap.notYet(),
                    gap.missingAtSource(),
                    gap.missingByUs(),
                    gap.rejected());
        }
        System.out.printf(
                Locale.ROOT,
                row,
                "all",
                "",
                sum(gaps, Gap::notYet),
                sum(gaps, Gap::missingAtSource),
                sum(gaps, Gap::missingByUs),
                sum(gaps, Gap::rejected));
    }

    private static long sum(List<Gap> gaps, ToLongFunction<Gap> count) {
        return gaps.stream().mapToLong(count).sum();
    }
}
