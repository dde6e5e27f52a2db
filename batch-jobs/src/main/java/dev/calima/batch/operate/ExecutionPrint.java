package dev.calima.batch.operate;

import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Prints executions, for people and for programs, and tells their exit code. */
final class ExecutionPrint {

    private static final double PERCENT = 100;

    private ExecutionPrint() {}

    /** How an execution ended, as the exit code of the command that waited for it; one that has not ended is no failure. */
    static ExitCode code(RunRow run) {
        return switch (run.state()) {
            case COMPLETED -> run.outcome() == RunOutcome.REJECTS ? ExitCode.COMPLETED_WITH_REJECTS : ExitCode.OK;
            case STOPPED -> ExitCode.STOPPED;
            case FAILED -> run.outcome() == RunOutcome.BUSY ? ExitCode.ALREADY_RUNNING : ExitCode.FAILED;
            case ABANDONED -> ExitCode.FAILED;
            case QUEUED, RUNNING, STOPPING -> ExitCode.STOPPED;
        };
    }

    static void one(OutputForm form, RunRow run) {
        if (form == OutputForm.json) {
            System.out.println(pretty(json(run)));
            return;
        }
        System.out.println(line(run));
        detail("parameters", run.parameters().isEmpty() ? null : String.valueOf(run.parameters()));
        detail("message", run.message());
        detail("counts", run.counts().isEmpty() ? null : String.valueOf(run.counts()));
        detail("next", next(run));
    }

    /** What can be done about it; null when nothing needs to be. */
    private static @Nullable String next(RunRow run) {
        return switch (run.state()) {
            case QUEUED, RUNNING, STOPPING -> "calima jobs status " + run.runId() + " --wait follows it";
            case FAILED ->
                "calima jobs restart " + run.runId() + " goes on where it was; calima logs --run " + run.runId()
                        + " tells more";
            case STOPPED -> "calima jobs restart " + run.runId() + " goes on where it was";
            case COMPLETED ->
                run.outcome() == RunOutcome.REJECTS && run.loadId() != null
                        ? "calima rejects --load " + run.loadId() + " shows what was refused"
                        : null;
            case ABANDONED -> null;
        };
    }

    static void all(OutputForm form, List<RunRow> runs) {
        if (form == OutputForm.json) {
            System.out.println(pretty(runs.stream().map(ExecutionPrint::json).toList()));
        } else {
            runs.forEach(run -> System.out.println(line(run)));
        }
    }

    static void plan(OutputForm form, String job, Map<String, String> parameters) {
        if (form == OutputForm.json) {
            System.out.println(pretty(new TreeMap<>(Map.of("job", job, "parameters", parameters, "dryRun", true))));
        } else {
            System.out.printf(
                    Locale.ROOT, "Would start %s %s. Nothing was started.%n", job, printable(parameters.toString()));
        }
    }

    static void wouldDo(OutputForm form, String verb, RunRow run, String effect) {
        if (form == OutputForm.json) {
            System.out.println(pretty(new TreeMap<>(Map.of(
                    "verb", verb, "id", run.runId(), "state", run.state().code(), "effect", effect, "dryRun", true))));
        } else {
            System.out.printf(Locale.ROOT, "%s%nWould %s it: %s. Nothing was done.%n", line(run), verb, effect);
        }
    }

    private static void detail(String name, @Nullable String text) {
        if (text != null) {
            System.out.printf(Locale.ROOT, "    %s: %s%n", name, printable(text));
        }
    }

    /** Such as {@code 17 observations-load-massive running 62 % 17,402 of 27,900 lines, attempt 1, by anna at ...}. */
    private static String line(RunRow run) {
        String progress = run.total() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  %.0f %% %,d of %,d %s",
                        PERCENT * run.done() / run.total(),
                        run.done(),
                        run.total(),
                        run.unit());
        return printable(String.format(
                Locale.ROOT,
                "%d  %s  %s%s%s  attempt %d, by %s at %s%s",
                run.runId(),
                run.job(),
                run.state().code(),
                run.outcome() == null || run.outcome().code().equals(run.state().code())
                        ? ""
                        : " (" + run.outcome().code() + ")",
                progress,
                run.attempt(),
                run.requestedBy(),
                run.requestedAt(),
                run.etaAt() == null ? "" : ", ETA " + run.etaAt()));
    }

    private static Map<String, @Nullable Object> json(RunRow run) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", run.runId());
        shown.put("job", run.job());
        shown.put("parameters", run.parameters());
        shown.put("pool", run.pool().code());
        shown.put("state", run.state().code());
        shown.put("outcome", run.outcome() == null ? null : run.outcome().code());
        shown.put("message", run.message());
        shown.put("requestedBy", run.requestedBy());
        shown.put("reason", run.reason());
        shown.put("requestedAt", run.requestedAt());
        shown.put("attempts", run.attempt());
        shown.put("startedAt", run.startedAt());
        shown.put("endedAt", run.endedAt());
        shown.put("heartbeatAt", run.heartbeatAt());
        shown.put("phase", run.phase());
        shown.put("done", run.done());
        shown.put("total", run.total());
        shown.put("unit", run.unit());
        shown.put("ratePerSecond", run.ratePerSecond());
        shown.put("etaAt", run.etaAt());
        shown.put("counts", run.counts());
        shown.put("loadId", run.loadId());
        return shown;
    }

    private static String pretty(Object value) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** What comes from outside must not write to the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
