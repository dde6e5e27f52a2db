package dev.calima.batch.aggregate.compute;

/**
 * Hourly means of a series, and running means of them. Of hourly steps they are the steps; of shorter ones the means of
 * the steps that start in the hour, when there are enough; longer ones have none.
 */
public final class Hours {

    private static final int WINDOW_8 = 8;
    private static final int WINDOW_24 = 24;

    private final Steps steps;
    private final CaptureRules rules;
    private final boolean any;
    private final boolean direct;

    public Hours(Steps steps, CaptureRules rules) {
        this.steps = steps;
        this.rules = rules;
        this.any = steps.grid().stepSeconds() <= StepGrid.HOUR_SECONDS;
        this.direct = steps.grid().stepSeconds() == StepGrid.HOUR_SECONDS;
    }

    /** Whether the series has hours at all. */
    public boolean exist() {
        return any;
    }

    /** Mean of the hour that starts at this second; NaN without one. */
    public float at(long start) {
        long first = steps.grid().firstFrom(start);
        if (direct) {
            return steps.at(first);
        }
        return any
                ? (float) steps.mean(first, steps.grid().firstFrom(start + StepGrid.HOUR_SECONDS), rules.hour())
                : Float.NaN;
    }

    /** Mean of the 8 hours that end at this second, when enough of them are there; NaN otherwise. */
    double mean8(long end) {
        return running(end, WINDOW_8, rules.window8());
    }

    /** Mean of the 24 hours of which the one that starts at this second is the last; NaN when there are not enough. */
    public float mean24(long start) {
        return (float) running(start + StepGrid.HOUR_SECONDS, WINDOW_24, rules.window24());
    }

    private double running(long end, int hours, int percent) {
        if (direct) {
            long to = steps.grid().firstFrom(end);
            return steps.mean(to - hours, to, percent);
        }
        double sum = 0;
        int there = 0;
        for (int back = 1; back <= hours; back++) {
            float value = at(end - (long) back * StepGrid.HOUR_SECONDS);
            if (!Float.isNaN(value)) {
                sum += value;
                there++;
            }
        }
        return CaptureRules.enough(there, hours, percent) ? sum / there : Double.NaN;
    }
}
