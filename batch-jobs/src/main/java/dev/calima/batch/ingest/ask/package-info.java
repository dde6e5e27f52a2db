/** What a feed's source is asked for in an hour, how the answers are taken in, and what is remembered of it. */
@NullMarked
package dev.calima.batch.ingest.ask;

import org.jspecify.annotations.NullMarked;
