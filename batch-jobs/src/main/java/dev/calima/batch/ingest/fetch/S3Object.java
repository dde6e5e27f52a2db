package dev.calima.batch.ingest.fetch;

import org.jspecify.annotations.Nullable;

/**
 * An object of S3 as a listing or an event tells of it.
 *
 * @param bucket its bucket
 * @param key its key, not URL-encoded
 * @param sizeBytes its size
 * @param etag its ETag without quotes; empty when not told
 * @param versionId its version; null when not told
 */
public record S3Object(
        String bucket,
        String key,
        long sizeBytes,
        String etag,
        @Nullable String versionId) {

    /** Its key without folders. */
    String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Where it is. */
    public String address() {
        return "s3://" + bucket + "/" + key;
    }
}
