package dev.calima.batch.aggregate.compute;

import java.util.Arrays;

/** Computes local months and years of a series, from their steps. Not thread-safe. */
public final class Periods {

    private final Steps steps;
    private final LocalDays zone;
    private final Averaging averaging;
    private float[] values = new float[0];

    public Periods(Steps steps, LocalDays zone, Averaging averaging) {
        this.steps = steps;
        this.zone = zone;
        this.averaging = averaging;
    }

    /** The local days from one to another (excluded); {@code validDays} is only passed on. */
    public PeriodAggregate period(int fromDay, int toDay, int validDays) {
        long from = steps.grid().firstFrom(zone.start(fromDay));
        long to = steps.grid().firstFrom(zone.start(toDay));
        if (values.length < to - from) {
            values = new float[(int) (to - from)];
        }
        int count = steps.usable(from, to, values);
        Tally tally = Tally.of(averaging, values, count);
        boolean line = averaging != Averaging.DIRECTION;
        float deviation = line ? deviation(count, tally.mean()) : Float.NaN;
        int sorted = line ? count : 0;
        Arrays.sort(values, 0, sorted);
        return new PeriodAggregate(
                (int) (to - from),
                count,
                validDays,
                (float) tally.mean(),
                deviation,
                tally.min(),
                quantile(sorted, 0.02),
                quantile(sorted, 0.25),
                quantile(sorted, 0.50),
                quantile(sorted, 0.75),
                quantile(sorted, 0.98),
                tally.max(),
                tally.sum());
    }

    /** Linear between the two nearest of the first {@code count}, as PostgreSQL's percentile_cont and R's type 7. */
    private float quantile(int count, double level) {
        if (count == 0) {
            return Float.NaN;
        }
        double place = level * (count - 1);
        int below = (int) place;
        double left = values[below];
        double right = values[Math.min(below + 1, count - 1)];
        return (float) (left + (place - below) * (right - left));
    }

    /** From the mean, in a second pass, so that a large mean does not eat the digits of a small deviation. */
    private float deviation(int count, double mean) {
        if (count < 2) {
            return Float.NaN;
        }
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return (float) Math.sqrt(squares / (count - 1));
    }
}
