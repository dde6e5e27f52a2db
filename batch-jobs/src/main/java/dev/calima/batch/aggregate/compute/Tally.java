package dev.calima.batch.aggregate.compute;

/**
 * Mean, least, greatest and sum of some values. A direction has a mean only, that of the unit vectors.
 *
 * @param count how many there are
 * @param mean NaN without any; a direction lies in [0, 360)
 * @param min NaN without any, and for directions
 * @param max NaN without any, and for directions
 * @param sum NaN without any, and where steps are no amounts
 */
record Tally(int count, double mean, float min, float max, float sum) {

    /** Vectors whose mean is shorter than this point nowhere: what is left of them is rounding. */
    private static final double SHORTEST_VECTOR = 1e-6;

    private static final int CIRCLE = 360;

    /** Of the first {@code count} values. */
    static Tally of(Averaging averaging, float[] values, int count) {
        if (count == 0) {
            return new Tally(0, Double.NaN, Float.NaN, Float.NaN, Float.NaN);
        }
        if (averaging == Averaging.DIRECTION) {
            return new Tally(count, direction(values, count), Float.NaN, Float.NaN, Float.NaN);
        }
        double sum = 0;
        float min = values[0];
        float max = values[0];
        for (int i = 0; i < count; i++) {
            sum += values[i];
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        return new Tally(count, sum / count, min, max, averaging == Averaging.TOTAL ? (float) sum : Float.NaN);
    }

    private static double direction(float[] values, int count) {
        double east = 0;
        double north = 0;
        for (int i = 0; i < count; i++) {
            east += Math.sin(Math.toRadians(values[i]));
            north += Math.cos(Math.toRadians(values[i]));
        }
        if (Math.hypot(east, north) / count < SHORTEST_VECTOR) {
            return Double.NaN;
        }
        double degrees = Math.toDegrees(Math.atan2(east, north));
        float turned = (float) (degrees < 0 ? degrees + CIRCLE : degrees);
        return turned >= CIRCLE ? 0 : turned;
    }
}
