package dev.calima.forecasting.backtest;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.PredictionInterval;
import dev.calima.forecasting.score.PinballLoss;

/**
 * Adds up scores forecast by forecast. Not safe for threads.
 *
 * <p>Also of use outside the backtest: give it issued forecasts and what happened.
 */
public final class ScoreSheet {

    private final double scale;
    private int n;
    private double absolute;
    private double squared;
    private double signed;
    private double pinball;
    private double width80;
    private int inside50;
    private int inside80;
    private int inside95;

    /**
     * @param scale denominator of the MASE, see {@link dev.calima.forecasting.score.Mase#scale}; NaN when unknown
     */
    public ScoreSheet(double scale) {
        this.scale = scale;
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
        double losses = 0;
        for (int tenth = 1; tenth <= 9; tenth++) {
            losses += PinballLoss.of(actual, forecast.quantile(lead, tenth / 10.0), tenth / 10.0);
        }
        pinball += losses / 9;
        PredictionInterval eighty = forecast.interval(lead, 0.8);
        width80 += eighty.width();
        inside50 += forecast.interval(lead, 0.5).contains(actual) ? 1 : 0;
        inside80 += eighty.contains(actual) ? 1 : 0;
        inside95 += forecast.interval(lead, 0.95).contains(actual) ? 1 : 0;
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
                width80 / n);
    }
}
