package dev.calima.forecasting.score;

/**
 * Share of values that fall inside their interval, bounds included. Close to the nominal level is good; above it the
 * intervals are too wide, below it too narrow.
 */
public final class IntervalCoverage {

    private IntervalCoverage() {}

    /** In [0, 1]; triples with a NaN are left out; NaN when none is left. Arrays of the same length. */
    public static double of(double[] actual, double[] lower, double[] upper) {
        Pairs.sameLength(actual, lower);
        Pairs.sameLength(actual, upper);
        int inside = 0;
        int count = 0;
        for (int i = 0; i < actual.length; i++) {
            if (Double.isNaN(actual[i]) || Double.isNaN(lower[i]) || Double.isNaN(upper[i])) {
                continue;
            }
            count++;
            inside += actual[i] >= lower[i] && actual[i] <= upper[i] ? 1 : 0;
        }
        return count == 0 ? Double.NaN : (double) inside / count;
    }
}
