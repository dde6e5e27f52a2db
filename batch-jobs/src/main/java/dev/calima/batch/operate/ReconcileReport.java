package dev.calima.batch.operate;

import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.ingest.reconcile.ReconcileOutcome;
import dev.calima.batch.ingest.reconcile.ReconciledDay;
import dev.calima.batch.ingest.reconcile.ReconciledMonth;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Says what came of a check. */
final class ReconcileReport {

    private static final double MILLIS = 1000;

    private ReconcileReport() {}

    static ExitCode print(ReconcileOutcome outcome) {
        PrintStream out = System.out;
        out.println("month    parameter         compared     equal  last digit  differ  only published  only ours");
        outcome.months().forEach(month -> print(out, month));
        if (!outcome.differences().isEmpty()) {
            out.println();
            out.println("Days that differ by more than the last digit:");
            outcome.differences().forEach(day -> print(out, day));
        }
        long differing = sum(outcome, ReconciledMonth::differing);
        if (differing > outcome.differences().size()) {
            out.printf(
                    Locale.ROOT,
                    "  ... and %,d more: calima.reconciliation_difference, reconciliation_id %d%n",
                    differing - outcome.differences().size(),
                    outcome.reconciliationId());
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "Compared %,d station days in %.1f s: %,d equal, %,d differ in the last digit, %,d by more;"
                        + " %,d only published, %,d only ours (reconciliation %d).%n",
                sum(outcome, ReconciledMonth::compared),
                outcome.duration().toMillis() / MILLIS,
                sum(outcome, ReconciledMonth::equal),
                sum(outcome, ReconciledMonth::lastDigit),
                differing,
                sum(outcome, ReconciledMonth::onlyPublished),
                sum(outcome, ReconciledMonth::onlyOurs),
                outcome.reconciliationId());
        return end(out, outcome);
    }

    private static ExitCode end(PrintStream out, ReconcileOutcome outcome) {
        outcome.refused().forEach(file -> out.printf(Locale.ROOT, "Refused %s: %s%n", file.name(), file.problem()));
        long lines =
                outcome.files().stream().mapToLong(FileOutcome::linesRejected).sum();
        long cells =
                outcome.files().stream().mapToLong(FileOutcome::cellsRejected).sum();
        if (lines + cells > 0) {
            out.printf(
                    Locale.ROOT,
                    "Refused %,d lines and %,d single values. See them: calima rejects --load %d%n",
                    lines,
                    cells,
                    outcome.loadId());
        }
        if (outcome.stopped()) {
            out.println("Stopped as asked. The same command goes on from here.");
            return ExitCode.STOPPED;
        }
        if (!outcome.hasRejects()) {
            return ExitCode.OK;
        }
        return outcome.refused().size() == outcome.files().size() ? ExitCode.FAILED : ExitCode.COMPLETED_WITH_REJECTS;
    }

    private static void print(PrintStream out, ReconciledMonth month) {
        out.printf(
                Locale.ROOT,
                "%s  %-16s %9d %9d %11d %7d %15d %10d%n",
                month.month(),
                month.parameter(),
                month.compared(),
                month.equal(),
                month.lastDigit(),
                month.differing(),
                month.onlyPublished(),
                month.onlyOurs());
    }

    private static void print(PrintStream out, ReconciledDay day) {
        out.printf(
                Locale.ROOT,
                "  %s %s %s: published %s, ours %.4f of %d hours%n",
                day.station(),
                day.parameter(),
                day.day(),
                Float.toString((float) day.published()),
                day.ours(),
                day.hours());
    }

    private static long sum(ReconcileOutcome outcome, ToLongFunction<ReconciledMonth> value) {
        return outcome.months().stream().mapToLong(value).sum();
    }
}
