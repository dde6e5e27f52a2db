package dev.calima.forecasting.model;

import dev.calima.forecasting.Series;
import java.time.Instant;

/** The only way models look at a history when they predict: a window that ends before the origin. */
final class RecentPast {

    private RecentPast() {}

    /** The last hours before the origin, NaN where missing or unknown. */
    static double[] before(Series history, Instant origin, int hours) {
        return history.values(origin.minusSeconds(3600L * hours), origin);
    }

    /** Mean of the present values, at least 0; NaN when there is none. */
    static double mean(double[] values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += Math.max(value, 0);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
