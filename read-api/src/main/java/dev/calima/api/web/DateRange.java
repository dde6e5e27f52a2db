package dev.calima.api.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Local days: {@code from} is in it, {@code to} is not.
 *
 * @param from the first day
 * @param to the day after the last, later than the first
 */
public record DateRange(LocalDate from, LocalDate to) {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate END = LocalDate.of(2200, 1, 1);

    /**
     * Reads {@code dateFrom} and {@code dateTo}.
     *
     * @throws RequestProblem (400) naming each parameter that is wrong
     */
    public static DateRange read(String dateFrom, String dateTo) {
        List<ParameterError> errors = new ArrayList<>();
        @Nullable LocalDate from = day("dateFrom", dateFrom, errors);
        @Nullable LocalDate to = day("dateTo", dateTo, errors);
        if (from == null || to == null) {
            throw RequestProblem.invalid(errors);
        }
        if (!from.isBefore(to)) {
            throw RequestProblem.invalid("dateTo", "must be later than " + from + ", but is " + to);
        }
        return new DateRange(from, to);
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    private static @Nullable LocalDate day(String name, String text, List<ParameterError> errors) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(FIRST) && day.isBefore(END)) {
                return day;
            }
            errors.add(new ParameterError(name, "is not between the years 1900 and 2199"));
        } catch (DateTimeException e) {
            errors.add(new ParameterError(name, "is no day; write it as 2019-04-01"));
        }
        return null;
    }
}
