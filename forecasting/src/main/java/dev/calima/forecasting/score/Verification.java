package dev.calima.forecasting.score;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.Series;
import java.util.Arrays;

/**
 * What came of a forecast that was really issued, lead by lead: element {@code i} of each array belongs to lead
 * {@code i + 1}, and is NaN where no value was observed. Immutable: arrays are copied on the way out.
 */
public final class Verification {

    /** Days before the origin in which the seasonal naive looks for a value. */
    public static final int NAIVE_DAYS = 7;

    private static final int HOURS = 24;
    private static final int DECILES = 9;
    private static final double TENTH = 10;

    private final double[] error;
    private final double[] naiveError;
    private final double[] crps;
    private final double[] pit;

    private Verification(double[] error, double[] naiveError, double[] crps, double[] pit) {
        this.error = error;
        this.naiveError = naiveError;
        this.crps = crps;
        this.pit = pit;
    }

    /** Median forecast minus observed value, unit of the series. */
    public double[] error() {
        return error.clone();
    }

    /**
     * The same of the seasonal naive, which repeats the newest value of the same hour within the seven days before the origin;
     * NaN also where there is none.
     */
    public double[] naiveError() {
        return naiveError.clone();
    }

    /**
     * Twice the mean pinball loss over the levels 0.1, 0.2, ... 0.9, unit of the series: approximates the continuous ranked
     * probability score (Gneiting and Raftery 2007).
     */
    public double[] crps() {
        return crps.clone();
    }

    /**
     * Probability integral transform (Dawid 1984): the forecast's cumulative probability at the observed value, 0..1, linear
     * between the quantiles; 0 below the lowest and 1 above the highest. A central interval of level c holds the value when it
     * is within c / 2 of 0.5. Of several levels with the same quantile the one nearest to 0.5 counts, as bounds belong to an
     * interval.
     */
    public double[] pit() {
        return pit.clone();
    }

    /**
     * Scores a forecast.
     *
     * @param observed usable values, NaN where there is none; should hold the seven days before the origin and the forecast's
     *     own hours, what is outside counts as missing
     */
    public static Verification of(Forecast forecast, Series observed) {
        int steps = forecast.horizon().steps();
        double[] error = missing(steps);
        double[] naiveError = missing(steps);
        double[] crps = missing(steps);
        double[] pit = missing(steps);
        for (int lead = 1; lead <= steps; lead++) {
            double value = observed.at(forecast.validFrom(lead));
            if (Double.isNaN(value)) {
                continue;
            }
            error[lead - 1] = forecast.median(lead) - value;
            naiveError[lead - 1] = naive(forecast, observed, lead) - value;
            crps[lead - 1] = crps(forecast, lead, value);
            pit[lead - 1] = pit(forecast.grid().toArray(), forecast.quantiles(lead), value);
        }
        return new Verification(error, naiveError, crps, pit);
    }

    private static double[] missing(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static double naive(Forecast forecast, Series observed, int lead) {
        int hour = (lead - 1) % HOURS;
        for (int back = 1; back <= NAIVE_DAYS; back++) {
            double value = observed.at(forecast.origin().plus(Series.HOUR.multipliedBy(hour - (long) back * HOURS)));
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    private static double crps(Forecast forecast, int lead, double value) {
        double losses = 0;
        for (int decile = 1; decile <= DECILES; decile++) {
            losses += PinballLoss.of(value, forecast.quantile(lead, decile / TENTH), decile / TENTH);
        }
        return 2 * losses / DECILES;
    }

    private static double pit(double[] levels, double[] quantiles, double value) {
        double nearest = Double.NaN;
        for (int i = 0; i < levels.length; i++) {
            if (quantiles[i] == value && !(Math.abs(levels[i] - 0.5) >= Math.abs(nearest - 0.5))) {
                nearest = levels[i];
            }
        }
        if (!Double.isNaN(nearest)) {
            return nearest;
        }
        int above = 0;
        while (above < levels.length && quantiles[above] < value) {
            above++;
        }
        if (above == 0 || above == levels.length) {
            return above == 0 ? 0 : 1;
        }
        double share = (value - quantiles[above - 1]) / (quantiles[above] - quantiles[above - 1]);
        return levels[above - 1] + share * (levels[above] - levels[above - 1]);
    }
}
