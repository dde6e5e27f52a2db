/** Reads files in chunks and writes each in one transaction: rows, counts, refused lines and the position. */
@NullMarked
package dev.calima.batch.ingest.load;

import org.jspecify.annotations.NullMarked;
