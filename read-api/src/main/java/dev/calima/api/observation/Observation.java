package dev.calima.api.observation;

import dev.calima.sql.type.QualityFlag;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was published for one period.
 *
 * @param start start of the period (included)
 * @param end end of the period (excluded)
 * @param flag the byte stored; not {@link QualityFlag#ABSENT}
 * @param published the number as published, in the parameter's unit; null when it was no number
 */
record Observation(
        Instant start, Instant end, byte flag, @Nullable Float published) {

    /** Whether the flag lets the number be used. */
    boolean isUsable() {
        return QualityFlag.isUsable(flag);
    }

    /** The number when it may be used, otherwise null. */
    @Nullable Float value() {
        return isUsable() ? published : null;
    }

    /** The flag as a word of the API; a flag newer than this code is named by whether it may be used. */
    String flagName() {
        for (QualityFlag known : QualityFlag.values()) {
            if (known.code() == flag) {
                return known.name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
        QualityFlag nearest = QualityFlag.isUsable(flag) ? QualityFlag.VALID : QualityFlag.INVALID;
        return nearest.name().toLowerCase(Locale.ROOT);
    }
}
