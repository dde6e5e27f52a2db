package dev.calima.api.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A half-open range of time: {@code from} is in it, {@code to} is not.
 *
 * @param from the start
 * @param to the end, later than the start
 */
public record TimeRange(Instant from, Instant to) {

    /** @throws IllegalArgumentException when the range is empty */
    public TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("must be later than " + from + ", but is " + to);
        }
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }

    /** The UTC day in which the range starts. */
    public LocalDate firstDay() {
        return from.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The UTC day of the last moment in the range. */
    public LocalDate lastDay() {
        return to.minusNanos(1).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
