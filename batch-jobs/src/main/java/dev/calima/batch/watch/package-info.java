/** One look at the whole operation, and what is made of it: health, metrics, incidents. It watches and tells; it mends nothing. */
@NullMarked
package dev.calima.batch.watch;

import org.jspecify.annotations.NullMarked;
