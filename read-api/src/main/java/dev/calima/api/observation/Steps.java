package dev.calima.api.observation;

import dev.calima.api.web.TimeRange;
import java.time.Duration;
import java.time.Instant;

/** Counts periods of a series; they start at whole multiples of the step since midnight UTC. */
final class Steps {

    private Steps() {}

    /** How many periods start in the range. */
    static long startingIn(TimeRange range, Duration step) {
        return Math.max(0, firstFrom(range.to(), step) - firstFrom(range.from(), step));
    }

    /** How many periods start in the range and end at {@code end} or before. */
    static long startingInAndEndedBy(TimeRange range, Duration step, Instant end) {
        long ended = Math.floorDiv(end.getEpochSecond(), step.toSeconds());
        return Math.max(0, Math.min(firstFrom(range.to(), step), ended) - firstFrom(range.from(), step));
    }

    /** Number, counted from 1970, of the first period that starts at the moment or later. */
    private static long firstFrom(Instant moment, Duration step) {
        long seconds = moment.getNano() == 0 ? moment.getEpochSecond() : moment.getEpochSecond() + 1;
        return Math.ceilDiv(seconds, step.toSeconds());
    }
}
