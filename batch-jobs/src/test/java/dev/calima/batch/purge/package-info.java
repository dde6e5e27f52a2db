/** Tests of retention on a real database, folder and bucket. */
@NullMarked
package dev.calima.batch.purge;

import org.jspecify.annotations.NullMarked;
