/** OpenAQ's files and pages, read and loaded. */
@NullMarked
package dev.calima.batch.ingest.feed.openaq;

import org.jspecify.annotations.NullMarked;
