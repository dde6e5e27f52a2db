/** Finds the series that a request names, and says what is unknown when there is none. No values. */
@NullMarked
package dev.calima.api.series;

import org.jspecify.annotations.NullMarked;
