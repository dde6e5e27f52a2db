/** Writes checked days: COPY into staging, one merge, the position, all in one transaction. */
@NullMarked
package dev.calima.batch.ingest.load;

import org.jspecify.annotations.NullMarked;
