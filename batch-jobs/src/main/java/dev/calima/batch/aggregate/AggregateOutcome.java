package dev.calima.batch.aggregate;

import java.time.Duration;
import java.util.List;

/**
 * What came of computing what was stale. A result that came out as it was is not counted as changed, and not written.
 *
 * @param staleDays UTC days of series that had been marked
 * @param lookedAt local days of series that depend on them
 * @param days local days with another result than before
 * @param months local months likewise
 * @param years local years likewise
 * @param indexDays days of stations and indices likewise
 * @param exceedances counts of exceedances of a series and year likewise
 * @param stopped whether it was told to stop before the end; start it again to go on
 * @param changes what changed, in words, when it was asked for; the first {@link #MOST_LISTED} of it
 * @param duration how long it took
 */
public record AggregateOutcome(
        long staleDays,
        long lookedAt,
        long days,
        long months,
        long years,
        long indexDays,
        long exceedances,
        boolean stopped,
        List<String> changes,
        Duration duration) {

    /** So many changes are listed at most. */
    public static final int MOST_LISTED = 100_000;

    public AggregateOutcome {
        changes = List.copyOf(changes);
    }
}
