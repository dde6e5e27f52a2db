package dev.calima.batch.ingest.feed.openaq;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A moment as OpenAQ writes it: {@code 2023-02-22T01:00:00-07:00}, with a blank for the T and with fractions of a second
 * too. The offset is spelt {@code +05:30}, {@code +0530}, {@code +05} or {@code Z}; a stamp without one is none.
 *
 * @param epochSecond seconds since 1970-01-01T00:00Z
 * @param offsetSeconds how far the writer's clock is ahead of UTC
 */
record Stamp(long epochSecond, int offsetSeconds) {

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' ']")
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT); // otherwise 30 February is the 28th

    /** Reads one; null when the text is none. */
    static @Nullable Stamp parse(String text) {
        try {
            OffsetDateTime time = FORM.parse(text, OffsetDateTime::from);
            return new Stamp(time.toEpochSecond(), time.getOffset().getTotalSeconds());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
