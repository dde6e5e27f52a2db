/**
 * The rules that look at more than one step of a series, as arithmetic on plain arrays: stuck, spike, unit. Knows no table, no
 * file and no feed; what is asked of it twice, it answers alike.
 */
@NullMarked
package dev.calima.batch.quality;

import org.jspecify.annotations.NullMarked;
