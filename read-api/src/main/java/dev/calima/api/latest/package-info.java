/** The last usable value of each series. No history. */
@NullMarked
package dev.calima.api.latest;

import org.jspecify.annotations.NullMarked;
