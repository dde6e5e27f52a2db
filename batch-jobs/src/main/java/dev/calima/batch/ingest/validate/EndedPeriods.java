package dev.calima.batch.ingest.validate;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * {@link dev.calima.sql.type.QualityRule#FUTURE}: a value of a period that had not ended when it was loaded. A quarter of an hour
 * is allowed for clocks that differ.
 */
final class EndedPeriods {

    private static final int TOLERANCE_MINUTES = 15;

    private final long latestEnd;

    /** @param clock tells when the load began */
    EndedPeriods(Clock clock) {
        latestEnd = TimeUnit.MILLISECONDS.toMinutes(clock.millis()) + TOLERANCE_MINUTES;
    }

    /** @param endMinute end of the period, in minutes since 1970-01-01T00:00Z */
    boolean hasEnded(long endMinute) {
        return endMinute <= latestEnd;
    }
}
