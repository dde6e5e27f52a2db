@NullMarked
package dev.calima.batch.ingest.feed.madrid;

import org.jspecify.annotations.NullMarked;
