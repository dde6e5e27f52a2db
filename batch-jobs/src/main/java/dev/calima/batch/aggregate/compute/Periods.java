package dev.calima.batch.aggregate.compute;

import java.util.Arrays;

/** Computes local months and years of a series, from their steps. Not thread-safe. */
public final class Periods {

    private final Steps steps;
    private final LocalDays zone;
    private final Averaging averaging;
    private float[] sorted = new float[0];

    public Periods(Steps steps, LocalDays zone, Averaging averaging) {
        this.steps = steps;
        this.zone = zone;
        this.averaging = averaging;
    }

    /** The local days from one to another (excluded); {@code validDays} is only passed on. */
    public PeriodAggregate period(int fromDay, int toDay, int validDays) {
        long from = steps.grid().firstFrom(zone.start(fromDay));
        long to = steps.grid().firstFrom(zone.start(toDay));
        Tally tally = new Tally(averaging).add(steps, from, to);
        boolean line = averaging != Averaging.DIRECTION;
        int count = line ? sort(from, to) : 0;
        return new PeriodAggregate(
                (int) (to - from),
                tally.count(),
                validDays,
                (float) tally.mean(),
                line ? deviation(from, to, tally) : Float.NaN,
                tally.min(),
                quantile(count, 0.02),
                quantile(count, 0.25),
                quantile(count, 0.50),
                quantile(count, 0.75),
                quantile(count, 0.98),
                tally.max(),
                tally.sum());
    }

    private int sort(long from, long to) {
        if (sorted.length < to - from) {
            sorted = new float[(int) (to - from)];
        }
        int count = 0;
        for (long step = from; step < to; step++) {
            float value = steps.at(step);
            if (!Float.isNaN(value)) {
                sorted[count++] = value;
            }
        }
        Arrays.sort(sorted, 0, count);
        return count;
    }

    /** Linear between the two nearest of the first {@code count}, as PostgreSQL's percentile_cont and R's type 7. */
    private float quantile(int count, double level) {
        if (count == 0) {
            return Float.NaN;
        }
        double place = level * (count - 1);
        int below = (int) place;
        double left = sorted[below];
        double right = sorted[Math.min(below + 1, count - 1)];
        return (float) (left + (place - below) * (right - left));
    }

    /** In two passes, so that a large mean does not eat the digits of a small deviation. */
    private float deviation(long from, long to, Tally tally) {
        if (tally.count() < 2) {
            return Float.NaN;
        }
        double mean = tally.mean();
        double squares = 0;
        for (long step = from; step < to; step++) {
            float value = steps.at(step);
            if (!Float.isNaN(value)) {
                squares += (value - mean) * (value - mean);
            }
        }
        return (float) Math.sqrt(squares / (tally.count() - 1));
    }
}
