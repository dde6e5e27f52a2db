package dev.calima.batch.timetable;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A time of the day by the clock of a zone, turned into UTC day by day: each local day has it exactly once, also the days of 23
 * and of 25 hours. A time that a clock change leaves out counts as the same distance after the change, one that comes twice
 * counts the first time; {@link #problem} says which times are better not wished for.
 *
 * @param time of the day, full minutes
 * @param zone whose clock it is
 * @param days of the week, local; never empty
 */
public record LocalTimes(LocalTime time, ZoneId zone, Set<DayOfWeek> days) implements Timetable {

    /** Clock changes are looked at from here, so that the same text is right or wrong whenever it is read. */
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration AHEAD = Duration.ofDays(20 * 366);
    private static final int USUAL_HOUR_OF_CHANGE = 2;
    private static final int DAYS_OF_A_WEEK = 7;

    /** Checks what it is made of. */
    public LocalTimes {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("at least one day of the week is needed");
        }
        if (!time.truncatedTo(ChronoUnit.MINUTES).equals(time)) {
            throw new IllegalArgumentException("only full minutes, but the time is " + time);
        }
    }

    /** Why this time should not be wished for in this zone; null when every day has it exactly once. */
    public static @Nullable String problem(LocalTime time, ZoneId zone) {
        List<ZoneOffsetTransition> changes = changes(zone, SINCE);
        @Nullable ZoneOffsetTransition struck = changes.stream()
                .filter(change -> isStruck(time, change))
                .findFirst()
                .orElse(null);
        if (struck != null) {
            return time + " in " + zone + (struck.isGap() ? " is left out" : " comes twice")
                    + " when the clock changes on "
                    + earlier(struck).toLocalDate()
                    + ": choose a time that each day has once, such as 03:30, or say it as 'cron' in UTC";
        }
        if (!changes.isEmpty() && time.getHour() == USUAL_HOUR_OF_CHANGE) {
            return time + " in " + zone + " lies in 02:00 to 02:59, which is kept free in zones whose clock changes:"
                    + " choose another time, such as 03:30, or say it as 'cron' in UTC";
        }
        return null;
    }

    @Override
    public Optional<Instant> next(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate().minusDays(1);
        for (int i = 0; i <= DAYS_OF_A_WEEK + 1; i++) {
            LocalDate candidate = day.plusDays(i);
            Instant due = at(candidate);
            if (days.contains(candidate.getDayOfWeek()) && due.isAfter(moment)) {
                return Optional.of(due);
            }
        }
        throw new IllegalStateException("a week without any of " + days);
    }

    @Override
    public String wakeUps(Instant from) {
        Set<Integer> hours = new TreeSet<>();
        Set<Integer> minutes = new TreeSet<>();
        for (ZoneOffset offset : offsets(from)) {
            LocalTime utc = time.minusSeconds(offset.getTotalSeconds());
            hours.add(utc.getHour());
            minutes.add(utc.getMinute());
        }
        return "0 " + list(minutes) + " " + list(hours) + " * * ?";
    }

    @Override
    public String text() {
        return "local " + time + " " + zone + (days.size() == DAYS_OF_A_WEEK ? "" : " on " + list(new TreeSet<>(days)));
    }

    @Override
    public String toString() {
        return text();
    }

    private Instant at(LocalDate day) {
        return day.atTime(time).atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    private Set<ZoneOffset> offsets(Instant from) {
        Set<ZoneOffset> offsets = new TreeSet<>();
        offsets.add(zone.getRules().getOffset(from));
        changes(zone, from).forEach(change -> offsets.add(change.getOffsetAfter()));
        return offsets;
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone, Instant from) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        while (change != null && change.getInstant().isBefore(from.plus(AHEAD))) {
            changes.add(change);
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    /** The begin of the local times that a change leaves out or brings twice. */
    private static LocalDateTime earlier(ZoneOffsetTransition change) {
        return change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
    }

    private static boolean isStruck(LocalTime time, ZoneOffsetTransition change) {
        LocalDateTime begin = earlier(change);
        LocalDateTime end = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
        LocalDateTime first = begin.toLocalDate().atTime(time);
        LocalDateTime candidate = first.isBefore(begin) ? first.plusDays(1) : first;
        return candidate.isBefore(end);
    }

    private static String list(Set<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
