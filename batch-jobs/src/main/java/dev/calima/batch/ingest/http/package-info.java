/** Asks sources over HTTP: whom it may ask, how long, how often, and what came whole. Knows no format, feed or table. */
@NullMarked
package dev.calima.batch.ingest.http;

import org.jspecify.annotations.NullMarked;
