package dev.calima.forecasting;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The local clock and calendar of a series: which hour of the day it is, and whether the day is worked.
 *
 * <p>Human activity follows local time across clock changes, so hours of the day are always local. Immutable.
 */
public final class DayTypes {

    /** A working day. */
    public static final int WORKING = 0;

    /** A Saturday that is not a holiday. */
    public static final int SATURDAY = 1;

    /** A Sunday or a holiday. */
    public static final int SUNDAY = 2;

    private final ZoneId zone;
    private final TreeSet<LocalDate> holidays;

    private DayTypes(ZoneId zone, Set<LocalDate> holidays) {
        this.zone = zone;
        this.holidays = new TreeSet<>(holidays);
    }

    /**
     * @param zone zone of the local clock
     * @param holidays days that behave like a Sunday; should cover the history and the days to be forecast
     */
    public static DayTypes of(ZoneId zone, Set<LocalDate> holidays) {
        return new DayTypes(zone, holidays);
    }

    /** Day types that know weekends only. */
    public static DayTypes of(ZoneId zone) {
        return new DayTypes(zone, Set.of());
    }

    public ZoneId zone() {
        return zone;
    }

    /** The holidays, oldest first (a copy). */
    public SortedSet<LocalDate> holidays() {
        return new TreeSet<>(holidays);
    }

    /** {@link #WORKING}, {@link #SATURDAY} or {@link #SUNDAY}. */
    public int typeOf(LocalDate date) {
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY || holidays.contains(date)) {
            return SUNDAY;
        }
        return date.getDayOfWeek() == DayOfWeek.SATURDAY ? SATURDAY : WORKING;
    }

    /** Local hour of the day, 0..23. */
    public int hourOf(Instant instant) {
        return instant.atZone(zone).getHour();
    }

    public LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayTypes types && zone.equals(types.zone) && holidays.equals(types.holidays);
    }

    @Override
    public int hashCode() {
        return 31 * zone.hashCode() + holidays.hashCode();
    }

    @Override
    public String toString() {
        return "DayTypes[" + zone + ", " + holidays.size() + " holidays]";
    }
}
