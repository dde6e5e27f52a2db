package dev.calima.batch.operate;

import dev.calima.batch.aggregate.AggregateJob;
import dev.calima.batch.aggregate.AggregateOutcome;
import dev.calima.batch.ledger.HeldElsewhereException;
import java.io.PrintStream;
import java.util.Locale;

/** Computes what is stale after something was loaded, and says what came of it. */
final class AggregateReport {

    private static final double MILLIS = 1000;

    private AggregateReport() {}

    /**
     * Computes what a load has made stale, unless it was stopped or failed.
     *
     * @param loaded how the load ended
     * @return the same, or how the computing ended when it did not end well
     */
    static ExitCode afterLoad(Session session, ExitCode loaded) throws Exception {
        return afterLoad(session, loaded, System.out);
    }

    /** As {@link #afterLoad(Session, ExitCode)}, said on {@code out}. */
    static ExitCode afterLoad(Session session, ExitCode loaded, PrintStream out) throws Exception {
        if (loaded != ExitCode.OK && loaded != ExitCode.COMPLETED_WITH_REJECTS) {
            return loaded;
        }
        try {
            AggregateOutcome outcome =
                    session.watching(() -> session.get(AggregateJob.class).rebuild(false, false));
            ExitCode computed = outcome.staleDays() == 0 && !outcome.stopped() ? ExitCode.OK : print(outcome, out);
            return computed == ExitCode.OK ? loaded : computed;
        } catch (HeldElsewhereException e) {
            out.println("Another process computes aggregates just now; what it leaves: calima aggregate");
            return loaded;
        }
    }

    static ExitCode print(AggregateOutcome outcome) {
        return print(outcome, System.out);
    }

    private static ExitCode print(AggregateOutcome outcome, PrintStream out) {
        outcome.changes().forEach(out::println);
        if (outcome.changes().size() == AggregateOutcome.MOST_LISTED) {
            out.println("... and perhaps more");
        }
        if (outcome.staleDays() == 0) {
            out.println("Nothing is stale: 0 results changed.");
        } else {
            out.printf(
                    Locale.ROOT,
                    "Computed %,d local days from %,d changed days of series in %.1f s; new or different: %,d days, %,d months,"
                            + " %,d years, %,d days of indices, %,d counts of exceedances.%n",
                    outcome.lookedAt(),
                    outcome.staleDays(),
                    outcome.duration().toMillis() / MILLIS,
                    outcome.days(),
                    outcome.months(),
                    outcome.years(),
                    outcome.indexDays(),
                    outcome.exceedances());
        }
        if (outcome.stopped()) {
            out.println("Stopped as asked; calima aggregate goes on from here.");
            return ExitCode.STOPPED;
        }
        return ExitCode.OK;
    }
}
