package dev.calima.batch.config;

import dev.calima.forecasting.backtest.PairedTest;

/**
 * When a challenger takes the champion's place.
 *
 * @param test how their losses are compared
 * @param level one-sided p-value up to which the champion, and the seasonal naive, count as beaten; above 0, at most 0.5
 */
public record Promotion(PairedTest test, double level) {

    /** What counts when a profile says nothing. */
    public static final Promotion USUAL = new Promotion(PairedTest.DIEBOLD_MARIANO, 0.05);
}
