/**
 * Reads any tidy text table whose columns a feed's file describes: one value or several on a line, hours in many
 * notations. Knows no publisher.
 */
@NullMarked
package dev.calima.batch.ingest.feed.csv;

import org.jspecify.annotations.NullMarked;
