/** Limit values, and how often they were exceeded. */
@NullMarked
package dev.calima.api.limit;

import org.jspecify.annotations.NullMarked;
