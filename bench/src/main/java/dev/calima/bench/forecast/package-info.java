/** Measures the forecasts: the protocol's sets, the M4 competition's hourly series, weather ahead, and what a night costs. */
@NullMarked
package dev.calima.bench.forecast;

import org.jspecify.annotations.NullMarked;
