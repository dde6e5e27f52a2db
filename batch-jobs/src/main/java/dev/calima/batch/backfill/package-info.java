/**
 * Backfills: the past of a feed in partitions that are begun, paused, repeated and cancelled by an operator. How a file is read and
 * written is the business of {@code ingest}; who does it, of {@code run}.
 */
@NullMarked
package dev.calima.batch.backfill;

import org.jspecify.annotations.NullMarked;
