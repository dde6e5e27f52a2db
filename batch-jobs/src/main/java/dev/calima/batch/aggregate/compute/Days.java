package dev.calima.batch.aggregate.compute;

/** Computes the local days of a series. Not thread-safe. */
public final class Days {

    private final Steps steps;
    private final LocalDays zone;
    private final Averaging averaging;
    private final boolean eightHour;
    private final Hours hours;
    private float[] values = new float[0];

    /** @param eightHour whether the greatest running 8-hour mean of each day is asked for */
    public Days(Steps steps, LocalDays zone, Averaging averaging, boolean eightHour, Hours hours) {
        this.steps = steps;
        this.zone = zone;
        this.averaging = averaging;
        this.eightHour = eightHour && hours.exist();
        this.hours = hours;
    }

    /** A local day. */
    public DayAggregate day(int day) {
        long start = zone.start(day);
        long end = zone.start(day + 1);
        long from = steps.grid().firstFrom(start);
        long to = steps.grid().firstFrom(end);
        if (values.length < to - from) {
            values = new float[(int) (to - from)];
        }
        Tally tally = Tally.of(averaging, values, steps.usable(from, to, values));
        float max8h = Float.NaN;
        int windows = 0;
        if (eightHour) {
            for (long hour = start + StepGrid.HOUR_SECONDS; hour <= end; hour += StepGrid.HOUR_SECONDS) {
                double mean = hours.mean8(hour);
                if (!Double.isNaN(mean)) {
                    max8h = windows == 0 ? (float) mean : Math.max(max8h, (float) mean);
                    windows++;
                }
            }
        }
        return new DayAggregate(
                (int) (to - from),
                tally.count(),
                (float) tally.mean(),
                tally.min(),
                tally.max(),
                tally.sum(),
                max8h,
                windows);
    }

    /** Whether anything, usable or not, was published for the local days from one to another (excluded). */
    public boolean isPublished(int fromDay, int toDay) {
        return steps.isPublished(zone.start(fromDay), zone.start(toDay));
    }

    /** The newest change of what the local days from one to another (excluded) come from, in microseconds; 0 for none. */
    public long changed(int fromDay, int toDay) {
        long reach = eightHour ? 7L * StepGrid.HOUR_SECONDS : 0;
        return steps.changed(zone.start(fromDay) - reach, zone.start(toDay));
    }
}
