/**
 * Learns regular series and predicts them: series, horizons, quantiles, models, intervals, backtests. Knows arrays,
 * instants and steps; has never heard of a city, a pollutant, Spring or SQL.
 *
 * <p>Everywhere: the step is one hour unless stated, {@code NaN} means missing, levels lie in (0, 1), leads count from 1,
 * and lead 1 is the step that starts at the origin. Nothing here reads a clock, and equal inputs give bit-identical
 * results.
 *
 * <p>The way through: {@code train.SeriesTrainer} takes a {@link dev.calima.forecasting.Series}, replays its past
 * ({@code backtest}) with every {@link dev.calima.forecasting.Forecaster} ({@code model}), turns past errors into
 * quantiles ({@code interval}), chooses one, and returns a {@code train.TrainedModel} that {@code store} writes as bytes.
 *
 * <p>A new algorithm is one class in {@code model}: implement {@code Forecaster}, give its fitted model a tag in
 * {@code StorableModel}, and enter it in {@code SeriesTrainer.of}. Inputs known ahead, such as a weather forecast, are to
 * enter beside the series in {@code Forecaster.fit} and {@code FittedModel.predict}.
 */
@NullMarked
package dev.calima.forecasting;

import org.jspecify.annotations.NullMarked;
