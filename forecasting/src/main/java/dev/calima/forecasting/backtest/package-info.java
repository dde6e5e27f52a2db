/** Replays the past from rolling origins, scores every entrant and picks one. Has no algorithm of its own. */
@NullMarked
package dev.calima.forecasting.backtest;

import org.jspecify.annotations.NullMarked;
