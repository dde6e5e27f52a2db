package dev.calima.batch.aggregate.compute;

/** Count, mean, least, greatest and sum of some steps. Not thread-safe. */
final class Tally {

    /** Vectors whose mean is shorter than this point nowhere: what is left of them is rounding. */
    private static final double SHORTEST_VECTOR = 1e-6;

    private final Averaging averaging;
    private int count;
    private double sum;
    private double east;
    private double north;
    private float min = Float.NaN;
    private float max = Float.NaN;

    Tally(Averaging averaging) {
        this.averaging = averaging;
    }

    /** Adds the usable ones of the steps from one to another (excluded). */
    Tally add(Steps steps, long from, long to) {
        for (long step = from; step < to; step++) {
            float value = steps.at(step);
            if (!Float.isNaN(value)) {
                add(value);
            }
        }
        return this;
    }

    private void add(float value) {
        count++;
        if (averaging == Averaging.DIRECTION) {
            east += Math.sin(Math.toRadians(value));
            north += Math.cos(Math.toRadians(value));
            return;
        }
        sum += value;
        min = count == 1 ? value : Math.min(min, value);
        max = count == 1 ? value : Math.max(max, value);
    }

    int count() {
        return count;
    }

    /** NaN without any; a direction lies in [0, 360). */
    double mean() {
        if (averaging != Averaging.DIRECTION) {
            return count == 0 ? Double.NaN : sum / count;
        }
        if (count == 0 || Math.hypot(east, north) / count < SHORTEST_VECTOR) {
            return Double.NaN;
        }
        double degrees = Math.toDegrees(Math.atan2(east, north));
        float turned = (float) (degrees < 0 ? degrees + 360 : degrees);
        return turned >= 360 ? 0 : turned;
    }

    /** NaN without any, and for directions. */
    float min() {
        return min;
    }

    /** NaN without any, and for directions. */
    float max() {
        return max;
    }

    /** NaN without any, and where steps are no amounts. */
    float sum() {
        return averaging == Averaging.TOTAL && count > 0 ? (float) sum : Float.NaN;
    }
}
