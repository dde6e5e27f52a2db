package dev.calima.batch.ingest.fetch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file whose bytes are kept.
 *
 * @param name its name where it came from
 * @param source where it came from
 * @param sha256 hash of its bytes, 32 bytes in hexadecimal
 * @param sizeBytes its size as received
 * @param receivedAt when its bytes were received, as far as the landing area knows
 * @param content its unpacked bytes
 * @param context what is known of it that its bytes do not say, such as {@code station}
 * @param landedPath where its bytes are kept, relative to the landing area; {@code !} and a name for a file in an archive
 * @param lines lines of its unpacked content; 0 when it is damaged
 * @param problem why it cannot be unpacked, and what to do; null when it can
 */
public record LandedFile(
        String name,
        String source,
        String sha256,
        long sizeBytes,
        Map<String, String> context,
        Instant receivedAt,
        Content content,
        String landedPath,
        long lines,
        @Nullable String problem) {}
