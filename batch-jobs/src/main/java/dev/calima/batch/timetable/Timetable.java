package dev.calima.batch.timetable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The moments at which something is due, without begin or end. Immutable and thread-safe. */
public sealed interface Timetable permits UtcCron, LocalTimes {

    /** Looking back begins here, and each time {@value #WIDER} times as far, so that it costs little however dense it is. */
    Duration SHORT = Duration.ofHours(1);

    int WIDER = 8;

    /** The first due moment after {@code moment}; empty when there is none any more. */
    Optional<Instant> next(Instant moment);

    /**
     * Quartz cron expression, in UTC, that fires at every due moment after {@code from}; it may fire at others too, so
     * {@link #isDue} decides.
     */
    String wakeUps(Instant from);

    /** What it says, in a line: the same text means the same moments. */
    String text();

    /** The zone in which people think of it. */
    ZoneId zone();

    /** Whether {@code moment} is a due one, to the millisecond. */
    default boolean isDue(Instant moment) {
        return next(moment.minusMillis(1)).filter(moment::equals).isPresent();
    }

    /** The next {@code count} due moments after {@code moment}, in order; fewer when there are no more. */
    default List<Instant> next(Instant moment, int count) {
        List<Instant> due = new ArrayList<>();
        @Nullable Instant at = next(moment).orElse(null);
        while (at != null && due.size() < count) {
            due.add(at);
            at = next(at).orElse(null);
        }
        return due;
    }

    /** The newest due moment in {@code (after, until]}; empty when there is none. */
    default Optional<Instant> last(Instant after, Instant until) {
        Duration span = SHORT;
        while (true) {
            boolean whole = !until.minus(span).isAfter(after);
            @Nullable Instant found = null;
            @Nullable Instant at = next(whole ? after : until.minus(span)).orElse(null);
            while (at != null && !at.isAfter(until)) {
                found = at;
                at = next(at).orElse(null);
            }
            if (found != null || whole) {
                return Optional.ofNullable(found);
            }
            span = span.multipliedBy(WIDER);
        }
    }
}
