package dev.calima.api.observation;

import dev.calima.api.series.Series;
import dev.calima.api.web.TimeRange;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as opaque text. Holds the start of the last period given, so that pages stay right while loads
 * run, and a check sum over the question, so that it is not continued with another one.
 */
final class Cursor {

    private Cursor() {}

    static String after(Instant lastStart, Question question) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(lastStart.getEpochSecond())
                .putInt(check(lastStart.getEpochSecond(), question));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The start of the last period of the page before.
     *
     * @throws IllegalArgumentException when the text is no cursor of this question
     */
    static Instant read(String text, Question question) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            long seconds = bytes.getLong();
            if (bytes.getInt() == check(seconds, question) && !bytes.hasRemaining()) {
                return Instant.ofEpochSecond(seconds);
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IllegalArgumentException(
                    "is not a cursor of this API; take meta.nextCursor of the page before", e);
        }
        throw new IllegalArgumentException(
                "belongs to another question; keep station, parameter, datetimeFrom, datetimeTo and asOf as they were");
    }

    private static int check(long seconds, Question question) {
        Series series = question.series();
        CRC32 sum = new CRC32();
        sum.update((seconds + "|" + series.station() + "|" + series.parameter() + "|" + question.range() + "|"
                        + question.asOf())
                .getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    /**
     * What is asked.
     *
     * @param asOf null for now
     */
    record Question(
            Series series, TimeRange range, @Nullable Instant asOf) {}
}
