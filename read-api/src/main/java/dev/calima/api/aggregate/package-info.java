/** Days, months and years of series, as the roll-ups have them. */
@NullMarked
package dev.calima.api.aggregate;

import org.jspecify.annotations.NullMarked;
