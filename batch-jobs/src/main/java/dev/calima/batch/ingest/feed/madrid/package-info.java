/** Madrid's files in each layout that its city has published; how they differ stands nowhere else. Checks no values. */
@NullMarked
package dev.calima.batch.ingest.feed.madrid;

import org.jspecify.annotations.NullMarked;
