package dev.calima.batch.backfill.plan;

import dev.calima.batch.ingest.sight.FileSight;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A file that might be wanted.
 *
 * @param address where it was found
 * @param sizeBytes its size
 * @param etag ETag of an object in S3; null for other files
 * @param sha256 hash of its content; null when it was not read whole
 * @param landedPath where its bytes are kept; null when they are not
 * @param sight what it is about
 */
record Candidate(
        String address,
        long sizeBytes,
        @Nullable String etag,
        @Nullable String sha256,
        @Nullable String landedPath,
        FileSight sight) {

    /** What it tells of; null when it does not say. */
    @Nullable Span span(ZoneId zone) {
        return sight.firstDay() == null || sight.lastDay() == null
                ? null
                : Span.ofDays(sight.firstDay(), sight.lastDay(), zone);
    }

    /** How earlier loads know it: by its content, or as an object in S3. */
    String known() {
        return sha256 == null ? address + " " + etag : sha256;
    }
}
