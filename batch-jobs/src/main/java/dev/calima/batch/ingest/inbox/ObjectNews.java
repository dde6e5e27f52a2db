package dev.calima.batch.ingest.inbox;

/**
 * What an event or a listing tells of an object.
 *
 * @param bucket its bucket
 * @param key its key, not URL-encoded
 * @param versionId its version; empty when not told
 * @param etag its ETag without quotes; empty when not told
 * @param sequencer orders the news of one key, 64 hexadecimal digits; empty when not told
 * @param sizeBytes its size; 0 when not told
 * @param removed whether it was removed, and not made
 */
record ObjectNews(
        String bucket, String key, String versionId, String etag, String sequencer, long sizeBytes, boolean removed) {}
