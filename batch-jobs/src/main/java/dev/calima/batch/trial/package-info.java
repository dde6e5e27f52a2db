/**
 * Trials: trainings, backtests and forecasts that somebody asks for, on the database or on a file of their own. What comes of
 * them is kept for whoever asked, and never used by the nightly forecasts.
 */
@NullMarked
package dev.calima.batch.trial;

import org.jspecify.annotations.NullMarked;
