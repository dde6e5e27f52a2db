package dev.calima.api.observation;

import dev.calima.sql.type.QualityFlag;
import java.time.Instant;
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

    /** The flag as a word of the API. */
    String flagName() {
        if (QualityFlag.isSuspect(flag)) {
            return "suspect";
        }
        if (!QualityFlag.isUsable(flag)) {
            return "invalid";
        }
        return QualityFlag.isAmbiguous(flag) ? "valid-ambiguous-hour" : "valid";
    }
}
