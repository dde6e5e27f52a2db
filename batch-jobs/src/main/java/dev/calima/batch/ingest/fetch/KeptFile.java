package dev.calima.batch.ingest.fetch;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes in the landing area, and what was noted beside them.
 *
 * @param feed the feed that they were received for
 * @param sha256 their hash, in hexadecimal
 * @param name name of the file when it was received first
 * @param source where it came from then
 * @param context what was known of it besides
 * @param receivedAt when that was
 */
public record KeptFile(
        String feed, String sha256, String name, String source, Map<String, String> context, Instant receivedAt) {

    public KeptFile {
        context = Collections.unmodifiableMap(new TreeMap<>(context));
    }

    /** Where they are, relative to the landing area. */
    public String path() {
        return path(feed, sha256);
    }

    static String path(String feed, String sha256) {
        return feed + "/" + sha256.substring(0, 2) + "/" + sha256;
    }
}
