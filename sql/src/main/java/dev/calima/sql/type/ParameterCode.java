package dev.calima.sql.type;

import java.util.regex.Pattern;

/**
 * Code of what is measured, such as {@code no2} or {@code wind_speed}: a lower-case letter, then up to 29 lower-case
 * letters, digits or underscores. Not an enum: a new parameter is a row of the table {@code parameter}.
 */
public record ParameterCode(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,29}");

    /** @throws IllegalArgumentException when the text has another form */
    public ParameterCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a parameter code (a lower-case letter, then up to 29 of a-z, 0-9, '_'): " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
