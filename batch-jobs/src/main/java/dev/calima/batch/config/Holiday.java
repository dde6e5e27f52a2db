package dev.calima.batch.config;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeParseException;

/** A yearly holiday: on a fixed date, or some days from Easter Sunday. */
public sealed interface Holiday {

    /** Its date in a year of the Gregorian calendar. */
    LocalDate in(int year);

    /** The same day of the same month, such as {@code 12-25}; 29 February falls on the 28th in other years. */
    record Fixed(MonthDay day) implements Holiday {
        @Override
        public LocalDate in(int year) {
            return day.atYear(year);
        }
    }

    /** Days after Easter Sunday, such as {@code easter-2} for Good Friday. */
    record FromEaster(int days) implements Holiday {
        @Override
        public LocalDate in(int year) {
            return easter(year).plusDays(days);
        }
    }

    /**
     * Reads {@code MM-dd} or {@code easter}, {@code easter-N}, {@code easter+N}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Holiday parse(String text) {
        try {
            if (text.equals("easter")) {
                return new FromEaster(0);
            }
            if (text.startsWith("easter")) {
                return new FromEaster(Integer.parseInt(text.substring("easter".length())));
            }
            return new Fixed(MonthDay.parse("--" + text));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a date such as 12-25 nor a distance such as easter-2", e);
        }
    }

    /** Easter Sunday by the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, 8). */
    private static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = b / 4;
        int e = b % 4;
        int f = (b + 8) / 25;
        int g = (b - f + 1) / 3;
        int h = (19 * a + b - d - g + 15) % 30;
        int i = c / 4;
        int k = c % 4;
        int l = (32 + 2 * e + 2 * i - h - k) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }
}
