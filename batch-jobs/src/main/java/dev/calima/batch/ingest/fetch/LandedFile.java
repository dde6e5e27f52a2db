package dev.calima.batch.ingest.fetch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file whose bytes are kept.
 *
 * @param name its name where it came from
 * @param source where it came from
 * @param sha256 hash of its bytes, 32 bytes in hexadecimal
 * @param sizeBytes its size as received
 * @param landed where its bytes are kept
 * @param landedPath the same, relative to the landing area
 * @param lines lines of its unpacked content; 0 when it is damaged
 * @param problem why it cannot be unpacked, and what to do; null when it can
 */
public record LandedFile(
        String name,
        String source,
        String sha256,
        long sizeBytes,
        Path landed,
        String landedPath,
        long lines,
        @Nullable String problem) {}
