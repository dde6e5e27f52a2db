/** Scores issued forecasts against what was observed, as it comes and as it is corrected. */
@NullMarked
package dev.calima.batch.verify;

import org.jspecify.annotations.NullMarked;
