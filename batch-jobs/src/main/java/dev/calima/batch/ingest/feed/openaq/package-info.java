/** Reads what OpenAQ publishes: the daily files of its archive and the pages of its API. Knows no other publisher. */
@NullMarked
package dev.calima.batch.ingest.feed.openaq;

import org.jspecify.annotations.NullMarked;
