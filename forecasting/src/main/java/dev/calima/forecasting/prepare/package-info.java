/** Makes raw values usable: fills gaps, removes spikes, stabilises the variance. Learns nothing and sees nothing ahead. */
@NullMarked
package dev.calima.forecasting.prepare;

import org.jspecify.annotations.NullMarked;
