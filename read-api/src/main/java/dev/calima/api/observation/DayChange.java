package dev.calima.api.observation;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change of a stored day, with what stood there before.
 *
 * @param day the UTC day
 * @param changedAt when it changed
 * @param previousAt when it had been changed, or first written, before
 * @param addedSteps bit i (from 0, lowest of the first byte) is a step for which nothing stood there before; null for none
 * @param steps places, from 1, of the steps that were there and changed; the next three have one element for each
 * @param oldFlags flags before
 * @param oldValues values before
 * @param oldQuality quality before; null when no rule spoke against any of them
 */
@SuppressWarnings("ArrayRecordComponent") // goes from the row to the day that it is taken back from
record DayChange(
        LocalDate day,
        Instant changedAt,
        Instant previousAt,
        byte @Nullable [] addedSteps,
        Short[] steps,
        byte[] oldFlags,
        @Nullable Float[] oldValues,
        byte @Nullable [] oldQuality) {

    /** Whether nothing stood there before for the step, counted from 0. */
    boolean added(int step) {
        return addedSteps != null
                && step < addedSteps.length * Byte.SIZE
                && (addedSteps[step / Byte.SIZE] >> (step % Byte.SIZE) & 1) == 1;
    }
}
