package dev.calima.batch.operate;

import dev.calima.batch.Progress;
import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.RunRow;
import dev.calima.batch.run.RunState;
import dev.calima.batch.run.UnknownRunException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Option;

/** How a command follows an execution and prints it. */
final class FollowOptions {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Option(names = "--wait", description = "Wait until it has ended, and show how far it is.")
    private boolean waiting;

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private OutputForm form = OutputForm.text;

    OutputForm form() {
        return form;
    }

    boolean isWaiting() {
        return waiting;
    }

    /** Prints an execution that another process does, at once or when it has ended. */
    int follow(Session session, long runId) throws Exception {
        RunRow run = waiting ? await(session, runId) : find(session, runId);
        ExecutionPrint.one(form, run);
        return waiting ? ExecutionPrint.code(run).code() : ExitCode.OK.code();
    }

    /** After something was said to an execution: where nobody takes runs, what is left to do is done here. */
    int afterVerb(Session session, long runId) throws Exception {
        RunRow run = find(session, runId);
        boolean nobodys =
                run.state() == RunState.QUEUED || (run.state() == RunState.STOPPING && run.workerId() == null);
        if (nobodys && !session.get(OwnRuns.class).somebodyTakesRuns()) {
            return done(session, session.takeUp(runId));
        }
        return follow(session, runId);
    }

    /** Prints an execution that this process has done, and does what follows it; of the JSON there is one document. */
    int done(Session session, OwnRuns.Done done) throws Exception {
        ExecutionPrint.one(form, done.run());
        ExitCode code = ExecutionPrint.code(done.run());
        for (RunRow next : done.follow()) {
            RunRow followed = session.goOn(next).run();
            if (form == OutputForm.text) {
                ExecutionPrint.one(form, followed);
            }
            code = code == ExitCode.OK ? ExecutionPrint.code(followed) : code;
        }
        return code.code();
    }

    private static RunRow find(Session session, long runId) throws UnknownRunException {
        return session.get(RunReader.class).find(runId).orElseThrow(() -> new UnknownRunException(runId));
    }

    private static RunRow await(Session session, long runId) throws Exception {
        AtomicReference<RunRow> now = new AtomicReference<>(find(session, runId));
        ProgressLine line = new ProgressLine(
                () -> snapshot(now.get()), System.err, session.settings().terminal());
        try (line) {
            while (now.get().state().isAlive() && !session.isToEnd()) {
                Thread.sleep(LOOK);
                now.set(find(session, runId));
            }
        }
        return now.get();
    }

    private static Progress.Snapshot snapshot(RunRow run) {
        String what = run.phase().isEmpty() ? "" : "run " + run.runId() + " " + run.phase();
        long nanos = run.phaseAt() == null || run.heartbeatAt() == null
                ? 0
                : Math.max(0, Duration.between(run.phaseAt(), run.heartbeatAt()).toMillis()) * NANOS_PER_MILLI;
        long done = run.state() == RunState.COMPLETED ? Math.max(run.done(), run.total()) : run.done();
        return new Progress.Snapshot(what, run.unit(), done, run.phaseFrom(), run.total(), nanos);
    }
}
