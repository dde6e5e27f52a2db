/** Short runs of the kill harness, so that every build kills a little. */
@NullMarked
package dev.calima.bench.kill;

import org.jspecify.annotations.NullMarked;
