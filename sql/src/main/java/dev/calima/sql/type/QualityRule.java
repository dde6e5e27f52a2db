package dev.calima.sql.type;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Our own rules about values that the publisher calls valid: one bit each in {@code observation_day.quality}. A value
 * with any of them is kept as published and used by nobody.
 */
public enum QualityRule {
    /** Outside the parameter's plausible range. */
    IMPLAUSIBLE(1),
    /** A number that stands for "no value", such as -99 or -999. */
    SENTINEL(2),
    /** The same number for too many steps. */
    STUCK(4),
    /** One step far above or below both of its neighbours. */
    SPIKE(8),
    /** A period that had not ended when the value came in. */
    FUTURE(16),
    /** A stretch that must be in another unit than the rest of its series. */
    UNIT(32);

    /** Number of this set of rules; grows when a rule, or a number in one, changes. */
    public static final short VERSION = 3;

    /** Bits of the rules that need a step's neighbours; the others judge a value alone. */
    public static final int CONTEXT = 4 | 8 | 32;

    private final int bit;

    QualityRule(int bit) {
        this.bit = bit;
    }

    /** Its bit. */
    public int bit() {
        return bit;
    }

    /** Its name in the table {@code quality_rule} and in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is among the bits of a step. */
    public boolean isIn(byte quality) {
        return (quality & bit) != 0;
    }

    /** The names of all that are among the bits of a step, by their bits; empty for none. */
    public static List<String> codes(byte quality) {
        if (quality == 0) {
            return List.of();
        }
        return Arrays.stream(values())
                .filter(rule -> rule.isIn(quality))
                .map(QualityRule::code)
                .toList();
    }
}
