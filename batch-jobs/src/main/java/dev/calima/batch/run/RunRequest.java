package dev.calima.batch.run;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done.
 *
 * @param job name of the job
 * @param parameters what it is told, by name
 * @param requestedBy who wants it, 1 to 200 characters
 * @param reason why; null when nothing is said
 * @param pool whose threads shall do it; null for the job's own
 * @param scheduled the schedule's moment that it is for; null when no schedule wants it
 * @param idempotencyKey what the sender calls the request, 1 to 200 characters; null for none
 * @param part the part of a backfill that it is; null for none
 * @param notBefore not to be begun before; null for at once
 */
public record RunRequest(
        String job,
        Map<String, String> parameters,
        String requestedBy,
        @Nullable String reason,
        @Nullable Pool pool,
        @Nullable Scheduled scheduled,
        @Nullable String idempotencyKey,
        @Nullable Part part,
        @Nullable Instant notBefore) {

    /** A schedule and one of its moments: there is one run of it, whoever fires. */
    public record Scheduled(String schedule, Instant time) {}

    /** A backfill and one of its parts. */
    public record Part(long backfillId, String partition) {}

    public RunRequest {
        parameters = Map.copyOf(parameters);
    }

    /** A request with nothing but what is needed. */
    public static RunRequest of(String job, Map<String, String> parameters, String requestedBy) {
        return new RunRequest(job, parameters, requestedBy, null, null, null, null, null, null);
    }

    /** The same with one parameter more; null leaves it as it is. */
    public RunRequest with(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new RunRequest(job, more, requestedBy, reason, pool, scheduled, idempotencyKey, part, notBefore);
    }

    public RunRequest because(@Nullable String why) {
        return new RunRequest(job, parameters, requestedBy, why, pool, scheduled, idempotencyKey, part, notBefore);
    }

    public RunRequest in(Pool otherPool) {
        return new RunRequest(
                job, parameters, requestedBy, reason, otherPool, scheduled, idempotencyKey, part, notBefore);
    }

    public RunRequest scheduled(String schedule, Instant time) {
        return new RunRequest(
                job,
                parameters,
                requestedBy,
                reason,
                pool,
                new Scheduled(schedule, time),
                idempotencyKey,
                part,
                notBefore);
    }

    public RunRequest called(@Nullable String key) {
        return new RunRequest(job, parameters, requestedBy, reason, pool, scheduled, key, part, notBefore);
    }

    public RunRequest partOf(long backfillId, String partition) {
        return new RunRequest(
                job,
                parameters,
                requestedBy,
                reason,
                pool,
                scheduled,
                idempotencyKey,
                new Part(backfillId, partition),
                notBefore);
    }

    public RunRequest notBefore(@Nullable Instant time) {
        return new RunRequest(job, parameters, requestedBy, reason, pool, scheduled, idempotencyKey, part, time);
    }
}
