package dev.calima.api.change;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;

/**
 * Where a page ended, in the order of changes.
 *
 * @param changedAt time of the last change given, in microseconds
 * @param seriesId its series
 * @param day its UTC day
 * @param given how many of its values were given
 */
record ChangeCursor(Instant changedAt, int seriesId, LocalDate day, int given) {

    private static final int LENGTH = Long.BYTES + Integer.BYTES + Integer.BYTES + Long.BYTES + Short.BYTES;

    /** The start of all that changed later than a moment. */
    static ChangeCursor after(Instant moment) {
        return new ChangeCursor(moment, Integer.MAX_VALUE, LocalDate.EPOCH, 0);
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .putLong(changedAt.getEpochSecond())
                .putInt(changedAt.getNano())
                .putInt(seriesId)
                .putLong(day.toEpochDay())
                .putShort((short) given);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws IllegalArgumentException when the text is no cursor */
    static ChangeCursor read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            ChangeCursor cursor = new ChangeCursor(
                    Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()),
                    bytes.getInt(),
                    LocalDate.ofEpochDay(bytes.getLong()),
                    bytes.getShort());
            int years = cursor.changedAt().atZone(java.time.ZoneOffset.UTC).getYear();
            if (!bytes.hasRemaining()
                    && years >= 1900
                    && years < 2200
                    && Math.abs(cursor.day().getYear()) < 4000) {
                return cursor;
            }
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "is not a cursor of this API; take meta.nextCursor of the page before", e);
        }
        throw new IllegalArgumentException("is not a cursor of this API; take meta.nextCursor of the page before");
    }
}
