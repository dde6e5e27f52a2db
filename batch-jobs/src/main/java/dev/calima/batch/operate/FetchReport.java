package dev.calima.batch.operate;

import dev.calima.batch.ingest.FetchOutcome;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.ask.Asked;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what came of asking a source. */
final class FetchReport {

    private static final int MOST_PROBLEMS_LISTED = 20;

    private FetchReport() {}

    static ExitCode print(String feed, FetchOutcome outcome) {
        PrintStream out = System.out;
        if (outcome.alreadyDone()) {
            out.printf(
                    Locale.ROOT,
                    "Nothing to do: %s was asked for %s before, and everything was answered.%n",
                    feed,
                    outcome.scheduled());
            return ExitCode.OK;
        }
        long failed = outcome.count(Asked.State.FAILED);
        out.printf(
                Locale.ROOT,
                "Asked for %s at %s: %d requests, %d answered, %d unchanged, %d with nothing, %d failed.%n",
                feed,
                outcome.scheduled(),
                outcome.requests().size(),
                outcome.count(Asked.State.ANSWERED),
                outcome.count(Asked.State.UNCHANGED),
                outcome.count(Asked.State.NOTHING),
                failed);
        if (outcome.requests().isEmpty()) {
            out.println("There is no station to ask for: list one in the network's file, or in the feed's 'keys'.");
        }
        problems(out, outcome, failed);
        @Nullable LoadOutcome load = outcome.load();
        ExitCode loaded = load == null ? ExitCode.OK : LoadReport.print(feed, load);
        if (outcome.stopped()) {
            if (load == null) {
                out.println("Stopped as asked. The same command asks again.");
            }
            return ExitCode.STOPPED;
        }
        if (failed == 0) {
            return loaded;
        }
        boolean all = failed == outcome.requests().size();
        return all ? ExitCode.FAILED : ExitCode.COMPLETED_WITH_REJECTS;
    }

    private static void problems(PrintStream out, FetchOutcome outcome, long failed) {
        outcome.requests().stream()
                .filter(one -> one.state() == Asked.State.FAILED)
                .limit(MOST_PROBLEMS_LISTED)
                .forEach(one -> out.printf(Locale.ROOT, "  failed: %s%n", one.problem()));
        if (failed > MOST_PROBLEMS_LISTED) {
            out.printf(Locale.ROOT, "  ... and %d more (table fetch_request)%n", failed - MOST_PROBLEMS_LISTED);
        }
        if (failed > 0) {
            out.println("The same command asks again for what failed; so does the next hour's.");
        }
    }
}
