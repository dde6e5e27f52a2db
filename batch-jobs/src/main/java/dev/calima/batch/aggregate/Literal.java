package dev.calima.batch.aggregate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes PostgreSQL arrays as text. The elements are numbers, dates and moments, which need no quotes. */
final class Literal {

    private Literal() {}

    /** An array of {@code length} elements; null for one stands for NULL. */
    static String array(int length, IntFunction<@Nullable Object> element) {
        StringBuilder text = new StringBuilder(length * 8).append('{');
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                text.append(',');
            }
            @Nullable Object one = element.apply(i);
            text.append(one == null ? "NULL" : one);
        }
        return text.append('}').toString();
    }

    /** NaN as null. */
    static @Nullable Float real(float value) {
        return Float.isNaN(value) ? null : Float.valueOf(value);
    }

    /** Microseconds since 1970 as a moment; 0 as null. */
    static @Nullable Instant moment(long micros) {
        return micros == 0 ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
