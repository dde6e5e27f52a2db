package dev.calima.api.observation;

import dev.calima.api.web.TimeRange;
import java.time.Duration;
import java.time.Instant;

/** Counts periods of a series; they start at whole multiples of the step since the phase of the day, UTC. */
final class Steps {

    private Steps() {}

    /** How many periods start in the range. */
    static long startingIn(TimeRange range, Duration step, Duration phase) {
        return Math.max(
                0,
                firstFrom(range.to().minus(phase), step)
                        - firstFrom(range.from().minus(phase), step));
    }

    /** How many periods start in the range and end at {@code end} or before. */
    static long startingInAndEndedBy(TimeRange range, Duration step, Duration phase, Instant end) {
        long ended = Math.floorDiv(end.minus(phase).getEpochSecond(), step.toSeconds());
        long after = Math.min(firstFrom(range.to().minus(phase), step), ended);
        return Math.max(0, after - firstFrom(range.from().minus(phase), step));
    }

    /** Number, counted from 1970, of the first period that starts at the moment or later. */
    private static long firstFrom(Instant moment, Duration step) {
        long seconds = moment.getNano() == 0 ? moment.getEpochSecond() : moment.getEpochSecond() + 1;
        return Math.ceilDiv(seconds, step.toSeconds());
    }
}
