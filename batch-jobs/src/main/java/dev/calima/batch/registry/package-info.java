/**
 * Which model of a series is in use: its champion and the challengers, how they are tested, and changes by hand. Learns nothing and
 * forecasts nothing.
 */
@NullMarked
package dev.calima.batch.registry;

import org.jspecify.annotations.NullMarked;
