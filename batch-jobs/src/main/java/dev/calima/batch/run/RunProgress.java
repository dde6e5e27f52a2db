package dev.calima.batch.run;

import dev.calima.batch.Progress;
import java.time.Instant;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * How far a run is, as it is shown: never less than an earlier attempt had shown of the same phase. Where a job counts only what
 * is left (its total has become smaller), what was done before is added to both.
 *
 * @param phase what is being done
 * @param unit what is counted
 * @param done how many are done
 * @param total how many there are
 * @param from how many were done when this attempt began the phase
 * @param nanos how long this attempt has been at it, in nanoseconds
 */
record RunProgress(String phase, String unit, long done, long total, long from, long nanos) {

    private static final double NANOS = 1e9;

    /** @param before the run as it was taken */
    static RunProgress of(RunRow before, Progress.Snapshot now) {
        if (now.what().isEmpty()) {
            return new RunProgress(before.phase(), before.unit(), before.done(), before.total(), before.phaseFrom(), 0);
        }
        boolean goesOn = before.phase().equals(now.what()) && before.unit().equals(now.unit());
        long already = 0;
        if (goesOn && now.total() != before.total()) {
            already = Math.max(0, before.done() - now.doneBefore());
        }
        long least = goesOn ? before.done() : 0;
        return new RunProgress(
                now.what(),
                now.unit(),
                Math.max(least, now.done() + already),
                Math.max(least, now.total() + already),
                Math.max(least, now.doneBefore() + already),
                now.nanos());
    }

    boolean isBegun() {
        return nanos > 0;
    }

    /** The moment that lies as long before another as this attempt has been at the phase. */
    Field<Instant> beganBefore(Field<Instant> moment) {
        return DSL.field("{0} - make_interval(secs => {1})", Instant.class, moment, DSL.val(nanos / NANOS));
    }
}
