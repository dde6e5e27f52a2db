package dev.calima.api.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code datetimeFrom} and {@code datetimeTo}: moments with an offset, or with {@code tz} also its local days. */
public final class TimeBounds {

    private static final TimeText MOMENT = new TimeText();

    private TimeBounds() {}

    /**
     * The range between the two.
     *
     * @param tz IANA zone whose midnights days stand for; null when days are not allowed
     * @throws RequestProblem (400) naming each parameter that is wrong
     */
    public static TimeRange read(String datetimeFrom, String datetimeTo, @Nullable String tz) {
        List<ParameterError> errors = new ArrayList<>();
        @Nullable ZoneId zone = tz == null ? null : zone(tz, errors);
        @Nullable Instant from = moment("datetimeFrom", datetimeFrom, zone, errors);
        @Nullable Instant to = moment("datetimeTo", datetimeTo, zone, errors);
        if (from == null || to == null || !errors.isEmpty()) {
            throw RequestProblem.invalid(errors);
        }
        try {
            return new TimeRange(from, to);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.invalid("datetimeTo", String.valueOf(e.getMessage()));
        }
    }

    /** @throws RequestProblem (400) when there is no such zone */
    public static ZoneId zone(String tz) {
        List<ParameterError> errors = new ArrayList<>();
        @Nullable ZoneId zone = zone(tz, errors);
        if (zone == null) {
            throw RequestProblem.invalid(errors);
        }
        return zone;
    }

    private static @Nullable ZoneId zone(String tz, List<ParameterError> errors) {
        if (ZoneId.getAvailableZoneIds().contains(tz)) {
            return ZoneId.of(tz);
        }
        errors.add(new ParameterError("tz", "is no IANA time zone; write it as Europe/Madrid"));
        return null;
    }

    private static @Nullable Instant moment(
            String name, String text, @Nullable ZoneId zone, List<ParameterError> errors) {
        try {
            if (zone != null && text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return MOMENT.convert(LocalDate.parse(text)
                        .atStartOfDay(zone)
                        .toOffsetDateTime()
                        .toString());
            }
            return MOMENT.convert(text);
        } catch (DateTimeException e) {
            errors.add(new ParameterError(name, "is no day of the calendar"));
        } catch (IllegalArgumentException e) {
            errors.add(new ParameterError(name, String.valueOf(e.getMessage())));
        }
        return null;
    }
}
