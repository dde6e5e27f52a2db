package dev.calima.batch.ingest.feed.csv;

import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.feed.FormatOptions;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a line stands: in one column; in a date and an hour; or in year, month, day and hour, of which the
 * file's name may tell the first ones.
 *
 * @param column of the whole time, or of the date where {@code hour} is a column of its own; null when it is in parts
 * @param notation of that column
 * @param year column, or null where the file's name tells it
 * @param month column, or null where the file's name tells it
 * @param day column, or null where the file's name tells it
 * @param hour column of the hour, 0 to 24; null where one column has it all
 * @param offset distance from UTC of times that do not tell theirs; null for the clock of the feed's zone
 */
record TimeColumns(
        @Nullable String column,
        TimeNotation notation,
        @Nullable String year,
        @Nullable String month,
        @Nullable String day,
        @Nullable String hour,
        @Nullable ZoneOffset offset) {

    private static final int CENTURY = 2000;

    /** Reads the section {@code time} of the options. */
    static TimeColumns of(FormatOptions time, Set<String> groups) {
        boolean date = time.has("date");
        boolean whole = time.has("column");
        @Nullable String hour = whole ? null : time.text("hour");
        boolean parts = !whole && !date;
        if (whole && date) {
            time.problem("date", "cannot be given beside 'column': it is one or the other");
        }
        TimeNotation notation = notation(time, parts);
        return new TimeColumns(
                whole ? time.text("column") : date ? time.text("date") : null,
                notation,
                parts ? part(time, "year", groups) : null,
                parts ? part(time, "month", groups) : null,
                parts ? part(time, "day", groups) : null,
                hour,
                offset(time, notation));
    }

    /** Every column that it needs. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (@Nullable String one : new @Nullable String[] {column, year, month, day, hour}) {
            if (one != null) {
                columns.add(one);
            }
        }
        return columns;
    }

    /**
     * The time of a line.
     *
     * @param field gives the text of a column
     * @param named gives what the file's name tells
     */
    FileTime read(Function<String, String> field, Function<String, String> named) {
        if (column != null && hour == null) {
            return notation.read(field.apply(column), offset);
        }
        int clock = hour == null ? -1 : hour(field.apply(hour));
        if (clock < 0) {
            return unreadable("hour", hour == null ? "" : field.apply(hour), "a number from 0 to 24");
        }
        if (column != null) {
            FileTime date = notation.read(field.apply(column), null);
            return date instanceof FileTime.LocalHour local
                    ? FileTime.of(
                            local.day().getYear(),
                            local.day().getMonthValue(),
                            local.day().getDayOfMonth(),
                            clock,
                            0,
                            0,
                            offset)
                    : date;
        }
        int years = whole(year == null ? named.apply("year") : field.apply(year));
        int months = whole(month == null ? named.apply("month") : field.apply(month));
        int days = whole(day == null ? named.apply("day") : field.apply(day));
        if (years < 0 || months < 0 || days < 0) {
            return unreadable("date", "", "whole numbers as year, month and day");
        }
        return FileTime.of(years < 100 ? CENTURY + years : years, months, days, clock, 0, 0, offset);
    }

    private static FileTime unreadable(String what, String text, String expected) {
        return new FileTime.Unreadable(
                NoticeKind.NOT_A_TIME, "the " + what + " is '" + text + "'; expected is " + expected);
    }

    /** {@code 7}, {@code 07} or {@code 07:00}; -1 for anything else. */
    private static int hour(String text) {
        return whole(text.endsWith(":00") ? text.substring(0, text.length() - 3) : text);
    }

    /** A whole number of up to 4 digits; -1 for anything else. */
    private static int whole(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static @Nullable String part(FormatOptions time, String key, Set<String> groups) {
        if (groups.contains(key)) {
            if (time.has(key)) {
                time.problem(key, "is told by 'file-name' too: it is one or the other");
            }
            return null;
        }
        return time.text(key);
    }

    private static TimeNotation notation(FormatOptions time, boolean parts) {
        if (parts) {
            return new TimeNotation.Iso();
        }
        String pattern = time.text("pattern", "iso");
        try {
            return TimeNotation.of(pattern);
        } catch (IllegalArgumentException e) {
            time.problem(
                    "pattern",
                    "must be iso, epoch-seconds, epoch-milliseconds or a pattern such as dd/MM/yyyy HH:mm, but is '"
                            + pattern + "' (" + e.getMessage() + ")");
            return new TimeNotation.Iso();
        }
    }

    private static @Nullable ZoneOffset offset(FormatOptions time, TimeNotation notation) {
        if (!time.has("offset")) {
            return null;
        }
        if (notation.tellsMoments()) {
            time.problem("offset", "has no use: seconds since 1970 are moments");
        }
        String text = time.text("offset");
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException e) {
            time.problem("offset", "must be a distance from UTC such as \"+01:00\" or Z, but is " + text);
            return null;
        }
    }
}
