/** Keys of the read API: made, listed, taken back, and found again for the operator API. Knows nothing of what they open. */
@NullMarked
package dev.calima.batch.access;

import org.jspecify.annotations.NullMarked;
