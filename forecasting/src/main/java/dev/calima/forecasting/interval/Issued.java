package dev.calima.forecasting.interval;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.QuantileGrid;
import java.time.Instant;
import java.util.Arrays;

/**
 * A forecast from a past origin with the intervals it would have had, from errors known at that origin alone. The levels
 * that scores read are at hand; the whole forecast is put together when it is asked for. Immutable.
 */
public final class Issued {

    private static final double[] LEVELS = {0.025, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.975};
    private static final int[] COLUMNS =
            Arrays.stream(LEVELS).mapToInt(QuantileGrid.DENSE::indexOf).toArray();

    private final int index;
    private final Instant origin;
    private final double[] points;
    private final ErrorPools.Quantiles errors;
    private final Widening widening;
    private final double[] read;

    Issued(int index, Instant origin, double[] points, ErrorPools.Quantiles errors, Widening widening) {
        this.index = index;
        this.origin = origin;
        this.points = points;
        this.errors = errors;
        this.widening = widening;
        read = new double[points.length * LEVELS.length];
        double[] row = new double[LEVELS.length];
        for (int lead = 1; lead <= points.length; lead++) {
            errors.spread(lead, widening, COLUMNS, row);
            Calibration.around(points[lead - 1], row, read, (lead - 1) * LEVELS.length);
        }
    }

    /** The levels at hand, increasing: a copy. */
    public static double[] levels() {
        return LEVELS.clone();
    }

    /** Position of the origin in the past forecasts. */
    public int index() {
        return index;
    }

    /** How many leads it has. */
    public int leads() {
        return points.length;
    }

    /**
     * A quantile at hand, the same as in {@link #forecast}.
     *
     * @param lead 1-based
     * @param level position in {@link #levels}
     */
    public double quantile(int lead, int level) {
        return read[(lead - 1) * LEVELS.length + level];
    }

    /** The median of a lead (1-based). */
    public double median(int lead) {
        return quantile(lead, LEVELS.length / 2);
    }

    /** The whole forecast, with the quantiles of every level. */
    public Forecast forecast() {
        return Calibration.of(errors, points.length, widening).around("past", origin, points);
    }
}
