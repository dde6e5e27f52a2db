/** The load of published files, from bytes to merged rows. The words of the way stand here, its stages below. */
@NullMarked
package dev.calima.batch.ingest;

import org.jspecify.annotations.NullMarked;
