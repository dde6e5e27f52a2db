package dev.calima.batch.operate;

import dev.calima.batch.run.RunFilter;
import dev.calima.batch.run.RunRow;
import dev.calima.batch.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "executions", description = "Show executions, the newest first.", mixinStandardHelpOptions = true)
final class JobsExecutionsCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    @Option(names = "--job", paramLabel = "JOB", description = "Only those of a job.")
    private @Nullable String job;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those in a state: queued, running, stopping, stopped, completed, failed, abandoned.")
    private @Nullable String state;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those asked for then or later, such as 2026-11-24T10:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--by", paramLabel = "NAME", description = "Only those that somebody asked for.")
    private @Nullable String requestedBy;

    @Option(names = "--before", paramLabel = "ID", description = "Only those older than this one: the next page.")
    private long before;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most N (${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        if (limit < 1 || limit > MOST) {
            throw new SettingsException(List.of("--limit must lie in 1.." + MOST));
        }
        @Nullable RunState wanted = state(state);
        try (Session session = Session.open()) {
            List<RunRow> runs = JobsCommand.runs(session)
                    .list(new RunFilter(job, wanted, since, null, null, requestedBy, null, null, before, limit));
            ExecutionPrint.all(form, runs);
            if (runs.isEmpty()) {
                System.err.println("No execution is meant.");
            }
            return ExitCode.OK.code();
        }
    }

    private static @Nullable RunState state(@Nullable String text) throws SettingsException {
        try {
            return text == null ? null : RunState.of(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    List.of("--state must be queued, running, stopping, stopped, completed, failed or abandoned"));
        }
    }
}
