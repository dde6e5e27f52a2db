/** Finds files, keeps their bytes, unpacks them. Knows no format. */
@NullMarked
package dev.calima.batch.ingest.fetch;

import org.jspecify.annotations.NullMarked;
