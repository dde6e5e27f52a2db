/** Text tables in every manner that publishers write them. */
@NullMarked
package dev.calima.batch.ingest.feed.csv;

import org.jspecify.annotations.NullMarked;
