package dev.calima.api.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.springframework.core.convert.converter.Converter;

/** Reads a moment from a query: ISO 8601 with an offset, years 1900 to 2199. */
final class TimeText implements Converter<String, Instant> {

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

    /** @throws IllegalArgumentException saying what is wrong and how to write it */
    @Override
    public Instant convert(String text) {
        Instant moment;
        try {
            moment = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(advice(text), e);
        }
        if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
            throw new IllegalArgumentException("is not between the years 1900 and 2199");
        }
        return moment;
    }

    private static String advice(String text) {
        if (text.matches(".* \\d\\d:?\\d\\d")) {
            return "has a space where an offset has its plus sign; write + as %2B in a URL, or give the time in UTC with Z";
        }
        try {
            LocalDateTime.parse(text);
            return "has no offset from UTC; write it as " + text + "Z, or with an offset such as %2B01:00";
        } catch (DateTimeException e) {
            return "is not a time; write it as 2019-04-01T00:00:00Z";
        }
    }
}
