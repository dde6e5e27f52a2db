/** What would be true for any publisher: stations, hours, ranges. One rule a file, no publisher's quirks. */
@NullMarked
package dev.calima.batch.ingest.validate;

import org.jspecify.annotations.NullMarked;
