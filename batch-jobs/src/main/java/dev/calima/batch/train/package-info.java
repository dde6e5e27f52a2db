/** Learns a model for each series from its observations. No arithmetic: that is in forecasting. */
@NullMarked
package dev.calima.batch.train;

import org.jspecify.annotations.NullMarked;
