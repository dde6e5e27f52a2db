package dev.calima.forecasting.backtest;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.interval.Issued;
import dev.calima.forecasting.score.PinballLoss;
import org.jspecify.annotations.Nullable;

/**
 * Adds up scores forecast by forecast. Not safe for threads.
 *
 * <p>Also of use outside the backtest: give it issued forecasts and what happened.
 */
public final class ScoreSheet {

    private static final double[] READ = Issued.levels();
    private static final int[] TENTHS = {1, 2, 4, 5, 6, 7, 8, 10, 11};
    private static final int MEDIAN = 6;
    private static final int LOW50 = 3;
    private static final int HIGH50 = 9;
    private static final int LOW80 = 1;
    private static final int HIGH80 = 11;
    private static final int LOW95 = 0;
    private static final int HIGH95 = 12;

    private final int[] positions = new int[READ.length];
    private final double[] row = new double[READ.length];
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
        for (int i = 0; i < READ.length; i++) {
            row[i] = read(forecast, lead, i);
        }
        add(row, actual);
        if (!Double.isNaN(threshold)) {
            double surprise = forecast.probabilityAbove(lead, threshold) - (actual > threshold ? 1 : 0);
            brier += surprise * surprise;
        }
    }

    /** Scores one lead (1-based) of a past forecast, without the Brier score; a NaN value is not scored. */
    public void add(Issued issued, int lead, double actual) {
        if (Double.isNaN(actual)) {
            return;
        }
        for (int i = 0; i < READ.length; i++) {
            row[i] = issued.quantile(lead, i);
        }
        add(row, actual);
    }

    private void add(double[] quantiles, double actual) {
        double error = quantiles[MEDIAN] - actual;
        n++;
        absolute += Math.abs(error);
        squared += error * error;
        signed += error;
        double losses = 0;
        for (int tenth : TENTHS) {
            losses += PinballLoss.of(actual, quantiles[tenth], READ[tenth]);
        }
        pinball += losses / 9;
        width50 += quantiles[HIGH50] - quantiles[LOW50];
        width80 += quantiles[HIGH80] - quantiles[LOW80];
        width95 += quantiles[HIGH95] - quantiles[LOW95];
        inside50 += actual >= quantiles[LOW50] && actual <= quantiles[HIGH50] ? 1 : 0;
        inside80 += actual >= quantiles[LOW80] && actual <= quantiles[HIGH80] ? 1 : 0;
        inside95 += actual >= quantiles[LOW95] && actual <= quantiles[HIGH95] ? 1 : 0;
        double size = Math.abs(actual) + Math.abs(quantiles[MEDIAN]);
        percentage += size == 0 ? 0 : 200 * Math.abs(error) / size;
    }

    /** Adds what another sheet has added up. */
    void add(ScoreSheet other) {
        n += other.n;
        absolute += other.absolute;
        squared += other.squared;
        signed += other.signed;
        pinball += other.pinball;
        width50 += other.width50;
        width80 += other.width80;
        width95 += other.width95;
        percentage += other.percentage;
        brier += other.brier;
        inside50 += other.inside50;
        inside80 += other.inside80;
        inside95 += other.inside95;
    }

    /** The quantile at a level of {@link #READ}; where they stand in a grid is looked up once for each grid. */
    private double read(Forecast forecast, int lead, int level) {
        QuantileGrid grid = forecast.grid();
        if (lastGrid == null || !grid.equals(lastGrid)) {
            lastGrid = grid;
            for (int i = 0; i < READ.length; i++) {
                positions[i] = grid.indexOf(READ[i]);
            }
        }
        return positions[level] < 0
                ? forecast.quantile(lead, READ[level])
                : forecast.quantileAt(lead, positions[level]);
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
