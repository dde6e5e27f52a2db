package dev.calima.batch.backfill.plan;

import org.jspecify.annotations.Nullable;

/**
 * A file of a partition, as it was when it was listed.
 *
 * @param address where it was found: a path or an address; {@code !} and a name for a file in an archive
 * @param sizeBytes its size
 * @param etag ETag of an object in S3; null for other files
 * @param sha256 hash of its content in hexadecimal; null for an object in S3 that was not received yet
 * @param landedPath where its bytes are kept, relative to the landing area; null when they are not
 * @param isWhole whether all of it is wanted
 */
public record PlannedFile(
        String address,
        long sizeBytes,
        @Nullable String etag,
        @Nullable String sha256,
        @Nullable String landedPath,
        boolean isWhole) {}
