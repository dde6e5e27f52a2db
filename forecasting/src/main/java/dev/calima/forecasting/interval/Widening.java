package dev.calima.forecasting.interval;

import dev.calima.forecasting.QuantileGrid;

/**
 * By how much the errors of each lead day are spread around their median so that intervals cover what they promise: one
 * factor for the 80 % interval and what lies within, one for the 95 % interval and what lies beyond, in between a mix.
 * Immutable.
 */
final class Widening {

    private static final double LARGEST_LOG = 1.5;
    private static final double INNER = 0.4;
    private static final double OUTER = 0.475;

    private final double[] inner;
    private final double[] outer;
    private final double[][] factors;

    private Widening(double[] inner, double[] outer) {
        this.inner = inner;
        this.outer = outer;
        factors = new double[inner.length][QuantileGrid.DENSE.size()];
        for (int day = 0; day < inner.length; day++) {
            double near = StrictMath.exp(inner[day]);
            double far = StrictMath.exp(outer[day]);
            for (int i = 0; i < factors[day].length; i++) {
                double distance = Math.abs(QuantileGrid.DENSE.level(i) - 0.5);
                double share = Math.clamp((distance - INNER) / (OUTER - INNER), 0.0, 1.0);
                factors[day][i] = near + share * (far - near);
            }
        }
    }

    /** None yet, for so many lead days. */
    static Widening none(int days) {
        return new Widening(new double[days], new double[days]);
    }

    /** Logarithms moved by these amounts, each lead day's own, within the limits. */
    Widening moved(double[] innerBy, double[] outerBy) {
        return new Widening(added(inner, innerBy), added(outer, outerBy));
    }

    private static double[] added(double[] logs, double[] by) {
        double[] moved = new double[logs.length];
        for (int day = 0; day < moved.length; day++) {
            moved[day] = Math.clamp(logs[day] + by[day], -LARGEST_LOG, LARGEST_LOG);
        }
        return moved;
    }

    /** Factors by level of {@link QuantileGrid#DENSE}. */
    double[] factors(int day) {
        return factors[day];
    }

    /** Logarithms of the inner factor by lead day: a copy. */
    double[] logs() {
        return inner.clone();
    }
}
