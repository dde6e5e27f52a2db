/** What is measured: names and units. No values. */
@NullMarked
package dev.calima.api.parameter;

import org.jspecify.annotations.NullMarked;
