package dev.calima.batch.operate;

import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.run.OwnRuns;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Says what came of a load. */
final class LoadReport {

    private static final int MOST_FILES_LISTED = 20;
    private static final double MILLIS = 1000;

    private LoadReport() {}

    /** Says what came of a load, and does what follows it. */
    static ExitCode printRun(Session session, String feed, OwnRuns.Done done) throws Exception {
        LoadOutcome outcome = Session.report(done, LoadOutcome.class);
        return AggregateReport.afterLoad(session, done, print(feed, outcome));
    }

    static ExitCode print(String feed, LoadOutcome outcome) {
        return print(feed, outcome, System.out);
    }

    static ExitCode print(String feed, LoadOutcome outcome, PrintStream out) {
        if (outcome.alreadyLoaded()) {
            out.printf(
                    Locale.ROOT,
                    "Nothing to do: %s had been loaded before (load %d). 0 rows changed."
                            + " Use --force to load them once more.%n",
                    files(outcome.files().size()),
                    outcome.loadId());
        } else {
            summary(out, feed, outcome);
        }
        rejects(out, outcome);
        if (outcome.stopped()) {
            out.println("Stopped as asked. The same command goes on from here.");
        }
        return code(outcome);
    }

    /** The exit code of a load that ended so. */
    static ExitCode code(LoadOutcome outcome) {
        if (outcome.stopped()) {
            return ExitCode.STOPPED;
        }
        if (!outcome.hasRejects()) {
            return ExitCode.OK;
        }
        boolean nothingLoaded = outcome.refused().size() == outcome.files().size();
        return nothingLoaded ? ExitCode.FAILED : ExitCode.COMPLETED_WITH_REJECTS;
    }

    private static void summary(PrintStream out, String feed, LoadOutcome outcome) {
        long inserted = sum(outcome, file -> file.merged().valuesInserted());
        long revised = sum(outcome, file -> file.merged().valuesRevised());
        long rows = sum(
                outcome, file -> file.merged().rowsInserted() + file.merged().rowsRevised());
        out.printf(
                Locale.ROOT,
                "Loaded %s of %s in %.1f s: %,d lines, %,d usable values.%n",
                files(outcome.files().size() - outcome.refused().size()),
                feed,
                outcome.duration().toMillis() / MILLIS,
                sum(outcome, FileOutcome::linesRead),
                sum(outcome, FileOutcome::valuesValid));
        out.printf(
                Locale.ROOT,
                "%,d rows changed: %,d values are new, %,d revised; %,d rows already said the same.%n",
                rows,
                inserted,
                revised,
                sum(outcome, file -> file.merged().rowsUnchanged()));
        sums(out, outcome);
    }

    /** Every line and every value is in one of the numbers. */
    private static void sums(PrintStream out, LoadOutcome outcome) {
        out.printf(
                Locale.ROOT,
                "Lines:  %,d read = %,d loaded + %,d revised + %,d unchanged + %,d refused + %,d left out.%n",
                sum(outcome, FileOutcome::linesRead),
                sum(outcome, file -> file.lines().loaded()),
                sum(outcome, file -> file.lines().revised()),
                sum(outcome, file -> file.lines().unchanged()),
                sum(outcome, FileOutcome::linesRejected),
                sum(outcome, FileOutcome::linesIgnored));
        out.printf(
                Locale.ROOT,
                "Values: %,d read = %,d new + %,d revised + %,d unchanged + %,d refused.%n",
                sum(outcome, FileOutcome::valuesRead),
                sum(outcome, file -> file.merged().valuesInserted()),
                sum(outcome, file -> file.merged().valuesRevised()),
                sum(outcome, file -> file.merged().valuesUnchanged()),
                sum(outcome, FileOutcome::cellsRejected));
    }

    private static void rejects(PrintStream out, LoadOutcome outcome) {
        int listed = 0;
        for (FileOutcome file : outcome.refused()) {
            if (listed++ == MOST_FILES_LISTED) {
                out.printf(
                        Locale.ROOT,
                        "  ... and %,d more files%n",
                        outcome.refused().size() - MOST_FILES_LISTED);
                break;
            }
            out.printf(Locale.ROOT, "Refused %s: %s%n", file.name(), file.problem());
        }
        long lines = sum(outcome, FileOutcome::linesRejected);
        long cells = sum(outcome, FileOutcome::cellsRejected);
        long ignored = sum(outcome, FileOutcome::linesIgnored);
        if (ignored > 0) {
            out.printf(
                    Locale.ROOT, "Left out on purpose: %,d lines that are no station's or tell no value.%n", ignored);
        }
        if (lines + cells > 0) {
            out.printf(
                    Locale.ROOT,
                    "Refused %,d lines and %,d single values %s. See them: calima rejects --load %d%n",
                    lines,
                    cells,
                    outcome.rejectedByCode(),
                    outcome.loadId());
        }
    }

    private static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }

    private static long sum(LoadOutcome outcome, ToLongFunction<FileOutcome> value) {
        return outcome.files().stream().mapToLong(value).sum();
    }
}
