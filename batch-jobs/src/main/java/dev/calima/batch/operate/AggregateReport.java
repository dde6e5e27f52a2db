package dev.calima.batch.operate;

import dev.calima.batch.aggregate.AggregateOutcome;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.run.RunRow;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;

/** Computes what is stale after something was loaded, and says what came of it. */
final class AggregateReport {

    private static final double MILLIS = 1000;

    private AggregateReport() {}

    /**
     * Does what follows a load: computing what it has made stale.
     *
     * @param load the run that ended
     * @param loaded how it ended
     * @return the same, or how the computing ended when it did not end well
     */
    static ExitCode afterLoad(Session session, OwnRuns.Done load, ExitCode loaded) throws Exception {
        return afterLoad(session, load, loaded, System.out);
    }

    /** As {@link #afterLoad(Session, OwnRuns.Done, ExitCode)}, said on {@code out}. */
    static ExitCode afterLoad(Session session, OwnRuns.Done load, ExitCode loaded, PrintStream out) throws Exception {
        if (!load.result().follow().isEmpty() && load.follow().isEmpty()) {
            out.println("Another process computes aggregates just now, and will do it for this load too.");
        }
        try {
            ExitCode worst = loaded;
            for (RunRow run : load.follow()) {
                AggregateOutcome outcome = (AggregateOutcome)
                        Objects.requireNonNull(session.goOn(run).result().report());
                ExitCode computed = outcome.staleDays() == 0 && !outcome.stopped() ? ExitCode.OK : print(outcome, out);
                worst = computed == ExitCode.OK ? worst : computed;
            }
            return worst;
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
