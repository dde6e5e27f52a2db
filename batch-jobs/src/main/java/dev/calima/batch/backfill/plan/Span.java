package dev.calima.batch.backfill.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of time.
 *
 * @param from its start
 * @param to its end, excluded
 */
public record Span(Instant from, Instant to) {

    /** Whether another one has something of it. */
    boolean overlaps(Span other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /** Whether another one lies in it. */
    boolean holds(Span other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /** What both have; there must be something. */
    Span within(Span other) {
        return new Span(from.isBefore(other.from) ? other.from : from, to.isAfter(other.to) ? other.to : to);
    }

    /** Whole local days. */
    static Span ofDays(LocalDate first, LocalDate last, ZoneId zone) {
        return new Span(
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** A local month. */
    static Span of(YearMonth month, ZoneId zone) {
        return ofDays(month.atDay(1), month.atEndOfMonth(), zone);
    }

    /** The local months that have something of it, the first first. */
    List<YearMonth> months(ZoneId zone) {
        List<YearMonth> months = new ArrayList<>();
        YearMonth last = YearMonth.from(to.minusNanos(1).atZone(zone));
        for (YearMonth month = YearMonth.from(from.atZone(zone)); !month.isAfter(last); month = month.plusMonths(1)) {
            months.add(month);
        }
        return months;
    }

    /** The local days that have something of it, the first first. */
    List<LocalDate> days(ZoneId zone) {
        LocalDate first = from.atZone(zone).toLocalDate();
        return first.datesUntil(to.minusNanos(1).atZone(zone).toLocalDate().plusDays(1))
                .toList();
    }
}
