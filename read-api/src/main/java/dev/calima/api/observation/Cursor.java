package dev.calima.api.observation;

import dev.calima.api.series.Series;
import dev.calima.api.web.TimeRange;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Where a page ended, as opaque text. Holds the start of the last period given, so that pages stay right while loads
 * run, and a check sum over the question, so that it is not continued with another one.
 */
final class Cursor {

    private Cursor() {}

    static String after(Instant lastStart, Series series, TimeRange range) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(lastStart.getEpochSecond())
                .putInt(check(lastStart.getEpochSecond(), series, range));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The start of the last period of the page before.
     *
     * @throws IllegalArgumentException when the text is no cursor of this question
     */
    static Instant read(String text, Series series, TimeRange range) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            long seconds = bytes.getLong();
            if (bytes.getInt() == check(seconds, series, range) && !bytes.hasRemaining()) {
                return Instant.ofEpochSecond(seconds);
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IllegalArgumentException(
                    "is not a cursor of this API; take meta.nextCursor of the page before", e);
        }
        throw new IllegalArgumentException(
                "belongs to another question; keep station, parameter, datetimeFrom and datetimeTo as they were");
    }

    private static int check(long seconds, Series series, TimeRange range) {
        CRC32 sum = new CRC32();
        sum.update((seconds + "|" + series.station() + "|" + series.parameter() + "|" + range.from() + "|" + range.to())
                .getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }
}
