package dev.calima.batch.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are meant, the newest first.
 *
 * @param job of this job; null for all
 * @param state in this state; null for all
 * @param since asked for then or later; null for any time
 * @param until asked for before then; null for any time
 * @param parameter told this; null for anything
 * @param requestedBy by this one; null for all
 * @param schedule of this schedule; null for all
 * @param backfillId of this backfill; null for all
 * @param before older than this run; 0 for the newest
 * @param limit how many at most
 */
public record RunFilter(
        @Nullable String job,
        @Nullable RunState state,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable ParameterPart parameter,
        @Nullable String requestedBy,
        @Nullable String schedule,
        @Nullable Long backfillId,
        long before,
        int limit) {

    /**
     * What a parameter of a run says.
     *
     * @param name its name
     * @param part stands somewhere in its value, in capitals or not
     */
    public record ParameterPart(String name, String part) {}

    /** The newest of all. */
    public static RunFilter newest(int limit) {
        return new RunFilter(null, null, null, null, null, null, null, null, 0, limit);
    }

    public RunFilter ofJob(@Nullable String name) {
        return new RunFilter(name, state, since, until, parameter, requestedBy, schedule, backfillId, before, limit);
    }

    public RunFilter in(@Nullable RunState wanted) {
        return new RunFilter(job, wanted, since, until, parameter, requestedBy, schedule, backfillId, before, limit);
    }

    public RunFilter ofBackfill(long id) {
        return new RunFilter(job, state, since, until, parameter, requestedBy, schedule, id, before, limit);
    }

    public RunFilter ofSchedule(String name) {
        return new RunFilter(job, state, since, until, parameter, requestedBy, name, backfillId, before, limit);
    }
}
