/** The door for callers: one series in, a trained, calibrated model or an honest refusal out. Reads no database, no file and no clock. */
@NullMarked
package dev.calima.forecasting.train;

import org.jspecify.annotations.NullMarked;
