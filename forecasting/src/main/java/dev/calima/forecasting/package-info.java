/**
 * Learns regular series and predicts them: series, horizons, quantiles, models, intervals, backtests. Knows arrays,
 * instants and steps; has never heard of a city, a pollutant, Spring or SQL.
 *
 * <p>Everywhere: the step is one hour unless stated, {@code NaN} means missing, levels lie in (0, 1).
 */
@NullMarked
package dev.calima.forecasting;

import org.jspecify.annotations.NullMarked;
