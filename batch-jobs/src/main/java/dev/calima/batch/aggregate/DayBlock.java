package dev.calima.batch.aggregate;

import dev.calima.batch.aggregate.compute.DayAggregate;
import java.time.LocalDate;

/** The days of a local month of a series, with when each was computed and from what change. Not thread-safe. */
final class DayBlock {

    final AggregatedSeries series;
    final LocalDate month;
    final DayAggregate[] days;
    /** Newest change of what a day came from, in microseconds since 1970; 0 for nothing. */
    final long[] changed;
    /** When a day was computed, in microseconds since 1970. */
    final long[] computed;

    DayBlock(AggregatedSeries series, LocalDate month, DayAggregate[] days, long[] changed, long[] computed) {
        this.series = series;
        this.month = month;
        this.days = days;
        this.changed = changed;
        this.computed = computed;
    }
}
