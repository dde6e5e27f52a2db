/** The measured values of a series over a time. No forecasts. */
@NullMarked
package dev.calima.api.observation;

import org.jspecify.annotations.NullMarked;
