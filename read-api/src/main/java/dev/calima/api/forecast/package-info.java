/** The newest forecast of a series with its interval. Reads what a job stored; predicts nothing. */
@NullMarked
package dev.calima.api.forecast;

import org.jspecify.annotations.NullMarked;
