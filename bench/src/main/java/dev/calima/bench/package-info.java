/** Measurements of ours beside its peers, in one run on one machine. A speed is a ratio; nothing here is asserted. */
@NullMarked
package dev.calima.bench;

import org.jspecify.annotations.NullMarked;
