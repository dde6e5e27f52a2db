package dev.calima.forecasting.backtest;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.score.PinballLoss;
import org.jspecify.annotations.Nullable;

/**
 * Adds up scores forecast by forecast. Not safe for threads.
 *
 * <p>Also of use outside the backtest: give it issued forecasts and what happened.
 */
public final class ScoreSheet {

    private static final double[] READ = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.25, 0.75, 0.025, 0.975};

    private final int[] positions = new int[READ.length];
    private @Nullable QuantileGrid lastGrid;
    private final double scale;
    private final double weeklyScale;
    private final double threshold;
    private int n;
    private double absolute;
    private double squared;
    private double signed;
    private double pinball;
    private double width80;
    private double percentage;
    private double width50;
    private double width95;
    private double brier;
    private int inside50;
    private int inside80;
    private int inside95;

    /**
     * @param scale denominator of the MASE, see {@link dev.calima.forecasting.score.Mase#scale}; NaN when unknown
     */
    public ScoreSheet(double scale) {
        this(scale, Double.NaN, Double.NaN);
    }

    /**
     * @param scale denominator of the daily MASE; NaN when unknown
     * @param weeklyScale denominator of the weekly MASE; NaN when unknown
     * @param threshold value whose exceedance the Brier score is about; NaN for none
     */
    public ScoreSheet(double scale, double weeklyScale, double threshold) {
        this.scale = scale;
        this.weeklyScale = weeklyScale;
        this.threshold = threshold;
    }

    /** Scores one lead (1-based) of a forecast; a NaN value is not scored. */
    public void add(Forecast forecast, int lead, double actual) {
        if (Double.isNaN(actual)) {
            return;
        }
        double error = forecast.median(lead) - actual;
        n++;
        absolute += Math.abs(error);
        squared += error * error;
        signed += error;
        double[] quantiles = read(forecast, lead);
        double losses = 0;
        for (int tenth = 1; tenth <= 9; tenth++) {
            losses += PinballLoss.of(actual, quantiles[tenth - 1], tenth / 10.0);
        }
        pinball += losses / 9;
        double low80 = quantiles[0];
        double high80 = quantiles[8];
        width50 += quantiles[10] - quantiles[9];
        width80 += high80 - low80;
        width95 += quantiles[12] - quantiles[11];
        inside50 += actual >= quantiles[9] && actual <= quantiles[10] ? 1 : 0;
        inside80 += actual >= low80 && actual <= high80 ? 1 : 0;
        inside95 += actual >= quantiles[11] && actual <= quantiles[12] ? 1 : 0;
        double size = Math.abs(actual) + Math.abs(forecast.median(lead));
        percentage += size == 0 ? 0 : 200 * Math.abs(error) / size;
        if (!Double.isNaN(threshold)) {
            double surprise = forecast.probabilityAbove(lead, threshold) - (actual > threshold ? 1 : 0);
            brier += surprise * surprise;
        }
    }

    /** The quantiles at {@link #READ}; where they stand in a grid is looked up once for each grid. */
    private double[] read(Forecast forecast, int lead) {
        QuantileGrid grid = forecast.grid();
        if (lastGrid == null || !grid.equals(lastGrid)) {
            lastGrid = grid;
            for (int i = 0; i < READ.length; i++) {
                positions[i] = grid.indexOf(READ[i]);
            }
        }
        double[] quantiles = new double[READ.length];
        for (int i = 0; i < READ.length; i++) {
            quantiles[i] =
                    positions[i] < 0 ? forecast.quantile(lead, READ[i]) : forecast.quantileAt(lead, positions[i]);
        }
        return quantiles;
    }

    /** The scores so far. */
    public Scores scores() {
        return new Scores(
                n,
                absolute / n,
                Math.sqrt(squared / n),
                absolute / n / scale,
                signed / n,
                pinball / n,
                (double) inside50 / n,
                (double) inside80 / n,
                (double) inside95 / n,
                width80 / n,
                absolute / n / weeklyScale,
                percentage / n,
                width50 / n,
                width95 / n,
                Double.isNaN(threshold) ? Double.NaN : brier / n);
    }
}
