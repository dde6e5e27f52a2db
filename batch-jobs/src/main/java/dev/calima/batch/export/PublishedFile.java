package dev.calima.batch.export;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that lies in the exports area, and its row to be.
 *
 * @param sha256 of its bytes
 * @param rows without the header
 * @param firstStart start of its earliest hour
 * @param lastEnd end of its latest hour (excluded)
 * @param asOf the newest change of any observation in it
 */
@SuppressWarnings("ArrayRecordComponent") // a row on its way, compared by nobody
record PublishedFile(
        ExportYear year,
        ExportFormat format,
        String store,
        @Nullable String bucket,
        String key,
        byte[] sha256,
        long bytes,
        long rows,
        Instant firstStart,
        Instant lastEnd,
        Instant asOf) {}
