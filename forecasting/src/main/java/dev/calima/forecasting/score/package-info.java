/** Scores of forecasts against what happened, each with its formula. Decides nothing. */
@NullMarked
package dev.calima.forecasting.score;

import org.jspecify.annotations.NullMarked;
