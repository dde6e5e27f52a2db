package dev.calima.batch.aggregate.compute;

import java.util.NavigableSet;
import java.util.TreeSet;

/** Which local days depend on UTC days of a series. */
public final class Affected {

    private Affected() {}

    /**
     * The local days that depend on some UTC days: those in which their steps start, and those that look back on them.
     *
     * @param days bit mask of UTC days: bit 0 is the first
     * @param firstDay that first day
     * @param reachHours how many hours after its own an hour still counts: 7 for running 8-hour means
     */
    public static NavigableSet<Integer> by(int days, int firstDay, int reachHours, StepGrid grid, LocalDays zone) {
        NavigableSet<Integer> affected = new TreeSet<>();
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((days & (1 << bit)) != 0) {
                long first = grid.start(grid.firstOfDay(firstDay + bit));
                long last =
                        grid.start(grid.firstOfDay(firstDay + bit + 1) - 1) + (long) reachHours * StepGrid.HOUR_SECONDS;
                for (int day = zone.dayOf(first); day <= zone.dayOf(last); day++) {
                    affected.add(day);
                }
            }
        }
        return affected;
    }
}
