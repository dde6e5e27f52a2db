package dev.calima.forecasting.backtest;

/**
 * Scores of forecasts over a set of origins and leads; the point forecast is the median. Missing values are not scored.
 *
 * <p>With n = 0 every score is NaN; {@code mase24} is also NaN when the history never changes from day to day.
 *
 * @param n how many values were scored
 * @param mae mean absolute error, unit of the series
 * @param rmse root mean squared error, unit of the series
 * @param mase24 MAE over the in-sample error of repeating the last day
 * @param bias mean of forecast minus value, unit of the series
 * @param pinball mean pinball loss over the levels 0.1, 0.2, ... 0.9, unit of the series; twice it approximates the CRPS
 * @param coverage50 share of values inside the 50 % interval, 0..1
 * @param coverage80 share of values inside the 80 % interval, 0..1
 * @param coverage95 share of values inside the 95 % interval, 0..1
 * @param width80 mean width of the 80 % interval, unit of the series
 * @param mase168 MAE over the in-sample error of repeating the last week; NaN when that is unknown
 * @param smape mean of 200 |y - f| / (|y| + |f|), 0 where both are 0
 * @param width50 mean width of the 50 % interval, unit of the series
 * @param width95 mean width of the 95 % interval, unit of the series
 * @param brier mean squared difference between the forecast probability of exceeding the threshold and whether it was
 *     exceeded, 0..1; NaN without a threshold
 */
public record Scores(
        int n,
        double mae,
        double rmse,
        double mase24,
        double bias,
        double pinball,
        double coverage50,
        double coverage80,
        double coverage95,
        double width80,
        double mase168,
        double smape,
        double width50,
        double width95,
        double brier) {}
