/** The models that make the forecasts, and those that would. */
@NullMarked
package dev.calima.api.registry;

import org.jspecify.annotations.NullMarked;
