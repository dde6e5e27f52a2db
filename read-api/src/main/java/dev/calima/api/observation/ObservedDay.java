package dev.calima.api.observation;

import dev.calima.sql.type.QualityFlag;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A UTC day of a series as stored, or as it was stored at a past moment.
 *
 * @param day the UTC day, moved by the phase of the series
 * @param flags one byte a step
 * @param values one a step; null where nothing was published
 * @param quality one byte a step; null when no rule speaks against any of them
 * @param updatedAt when it was changed, or first written, last
 */
@SuppressWarnings("ArrayRecordComponent") // goes from the row to the answer, and is never compared
record ObservedDay(
        LocalDate day, byte[] flags, @Nullable Float[] values, byte @Nullable [] quality, Instant updatedAt) {

    /** The same with arrays of its own, with room for quality. */
    ObservedDay copy() {
        return new ObservedDay(
                day,
                flags.clone(),
                values.clone(),
                quality == null ? new byte[flags.length] : quality.clone(),
                updatedAt);
    }

    /** Takes a later change back. Only for copies. */
    ObservedDay before(DayChange change) {
        byte[] rules = quality == null ? new byte[flags.length] : quality;
        for (int i = 0; i < change.steps().length; i++) {
            int step = change.steps()[i] - 1;
            flags[step] = change.oldFlags()[i];
            values[step] = change.oldValues()[i];
            byte @Nullable [] old = change.oldQuality();
            rules[step] = old == null ? 0 : old[i];
        }
        for (int step = 0; step < flags.length; step++) {
            if (change.added(step)) {
                flags[step] = QualityFlag.ABSENT;
                values[step] = null;
                rules[step] = 0;
            }
        }
        return new ObservedDay(day, flags, values, rules, change.previousAt());
    }
}
