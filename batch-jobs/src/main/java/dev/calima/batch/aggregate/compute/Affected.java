package dev.calima.batch.aggregate.compute;

/** Which local days depend on UTC days of a series. */
public final class Affected {

    private Affected() {}

    /**
     * Adds the local days that depend on some UTC days: those in which their steps start, and those that look back on them.
     *
     * @param days bit mask of UTC days: bit 0 is the first
     * @param firstDay that first day
     * @param reachHours how many hours after its own an hour still counts: 7 for running 8-hour means
     */
    public static void add(DaySet affected, int days, int firstDay, int reachHours, StepGrid grid, LocalDays zone) {
        int bit = 0;
        while (bit < Integer.SIZE) {
            if ((days & (1 << bit)) == 0) {
                bit++;
                continue;
            }
            int run = bit;
            while (run < Integer.SIZE && (days & (1 << run)) != 0) {
                run++;
            }
            long first = grid.start(grid.firstOfDay(firstDay + bit));
            long last = grid.start(grid.firstOfDay(firstDay + run) - 1) + (long) reachHours * StepGrid.HOUR_SECONDS;
            affected.add(zone.dayOf(first), zone.dayOf(last));
            bit = run;
        }
    }
}
