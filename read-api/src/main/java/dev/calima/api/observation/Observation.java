package dev.calima.api.observation;

import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.QualityRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was published for one period.
 *
 * @param start start of the period (included)
 * @param end end of the period (excluded)
 * @param flag the byte stored; not {@link QualityFlag#ABSENT}
 * @param quality bits of {@link QualityRule}; 0 when no rule speaks against it
 * @param published the number as published, in the parameter's unit; null when it was no number
 */
public record Observation(
        Instant start,
        Instant end,
        byte flag,
        byte quality,
        @Nullable Float published) {

    /** Whether the flag lets the number be used. */
    public boolean isUsable() {
        return QualityFlag.isUsable(flag);
    }

    /** The number when it may be used, otherwise null. */
    public @Nullable Float value() {
        return isUsable() ? published : null;
    }

    /** What the publisher says, by the EEA vocabulary: -99, -1, 1, 2, 3 or 4. */
    int validity() {
        return QualityFlag.validity(flag).code();
    }

    /** How far it was looked through, by the EEA vocabulary: 1, 2 or 3. */
    int verification() {
        return QualityFlag.verification(flag).code();
    }

    /** The rules of ours that speak against it, by name. */
    List<String> rules() {
        return QualityRule.codes(quality);
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
