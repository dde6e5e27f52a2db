package dev.calima.batch.operate;

import dev.calima.batch.log.LogContext;
import dev.calima.batch.log.LogFiles;
import dev.calima.batch.log.LogFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "logs",
        description = "Show what the jobs wrote in the log on this machine, of one run, execution, job, step or feed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: calima logs --run 17 --level WARN"})
final class LogsCommand implements Callable<Integer> {

    private static final int MOST = 100_000;

    @Option(names = "--run", paramLabel = "N", description = "Lines of this run.")
    private @Nullable Long run;

    @Option(names = "--execution", paramLabel = "N", description = "Lines of this execution of Spring Batch.")
    private @Nullable Long execution;

    @Option(names = "--job", paramLabel = "NAME", description = "Lines of this job.")
    private @Nullable String job;

    @Option(names = "--step", paramLabel = "NAME", description = "Lines of this step.")
    private @Nullable String step;

    @Option(names = "--partition", paramLabel = "NAME", description = "Lines of this part of a backfill.")
    private @Nullable String partition;

    @Option(names = "--feed", paramLabel = "FEED", description = "Lines of this feed.")
    private @Nullable String feed;

    @Option(names = "--level", paramLabel = "LEVEL", description = "DEBUG, INFO (default), WARN or ERROR.")
    private String level = "INFO";

    @Option(names = "--since", paramLabel = "TIME", description = "From this moment on: 2026-11-24T10:00:00Z.")
    private @Nullable String since;

    @Option(names = "--limit", paramLabel = "N", description = "The newest N lines (1000).")
    private int limit = 1000;

    @Option(names = "-o", paramLabel = "FORMAT", description = "json for the lines as they stand, one object each.")
    private @Nullable OutputForm form;

    @Override
    public Integer call() throws Exception {
        if (limit < 1 || limit > MOST) {
            throw new SettingsException(List.of("--limit must lie in 1.." + MOST + ", but is " + limit));
        }
        LogFiles files = new LogFiles(Settings.home(System.getenv()).resolve("logs"));
        for (JsonNode line : files.find(filter(), limit)) {
            System.out.println(form == OutputForm.json ? line.toString() : text(line));
        }
        return ExitCode.OK.code();
    }

    private LogFilter filter() throws SettingsException {
        Map<String, String> about = new HashMap<>();
        put(about, LogContext.RUN, run);
        put(about, LogContext.EXECUTION, execution);
        put(about, LogContext.JOB, job);
        put(about, LogContext.STEP, step);
        put(about, LogContext.PARTITION, partition);
        put(about, LogContext.FEED, feed);
        try {
            return new LogFilter(about, level.toUpperCase(Locale.ROOT), since == null ? null : Instant.parse(since));
        } catch (DateTimeException e) {
            throw new SettingsException(
                    List.of("--since must be a moment such as 2026-11-24T10:00:00Z, but is " + since));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("--" + e.getMessage()));
        }
    }

    private static void put(Map<String, String> about, String key, @Nullable Object value) {
        if (value != null) {
            about.put(key, value.toString());
        }
    }

    /** For people: no control character of a message reaches the terminal. */
    private static String text(JsonNode line) {
        StringBuilder text = new StringBuilder()
                .append(line.path("@timestamp").asString(""))
                .append(' ')
                .append(line.path("log").path("level").asString(""));
        for (String key :
                List.of(LogContext.JOB, LogContext.RUN, LogContext.EXECUTION, LogContext.STEP, LogContext.FEED)) {
            if (line.has(key)) {
                text.append(' ').append(key).append('=').append(line.path(key).asString());
            }
        }
        text.append("  ").append(line.path("message").asString(""));
        if (line.has("error")) {
            text.append("  | ").append(line.path("error").path("type").asString(""));
            text.append(": ").append(line.path("error").path("message").asString(""));
        }
        return text.toString().replaceAll("\\p{Cntrl}", " ");
    }
}
