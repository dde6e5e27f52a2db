/** Makes raw values usable: fills gaps, removes spikes, stabilises the variance. Fits no model and knows no algorithm. */
@NullMarked
package dev.calima.forecasting.prepare;

import org.jspecify.annotations.NullMarked;
