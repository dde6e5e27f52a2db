package dev.calima.sql.type;

import java.util.regex.Pattern;

/**
 * Code of a station as its network publishes it, such as {@code 28079004}: 1 to 40 letters, digits, dots, dashes or
 * underscores. The column's check constraint says the same.
 */
public record StationCode(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,40}");

    /** @throws IllegalArgumentException when the text has another form */
    public StationCode {
        if (!isCode(value)) {
            throw new IllegalArgumentException(
                    "not a station code (1 to 40 letters, digits, '.', '-' or '_'): " + value);
        }
    }

    /** Whether a text has the form of a code. */
    public static boolean isCode(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
