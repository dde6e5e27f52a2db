/** Turns past errors into calibrated quantiles. Does not know how the point forecasts were made. */
@NullMarked
package dev.calima.forecasting.interval;

import org.jspecify.annotations.NullMarked;
