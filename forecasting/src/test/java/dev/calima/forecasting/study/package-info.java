/** Measurements on real archives, run by hand. No test lives here, and nothing of it ships. */
@NullMarked
package dev.calima.forecasting.study;

import org.jspecify.annotations.NullMarked;
