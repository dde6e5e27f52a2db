package dev.calima.batch.run;

import static dev.calima.sql.schema.Tables.RUN;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Makes runs and moves them from state to state. Each move is one statement that names the state it starts from, so that of
 * two who move the same run one finds nothing to move. Times are the database's.
 */
final class RunWriter {

    private static final Field<Instant> NOW = field("clock_timestamp()", Instant.class);
    private static final Condition ALIVE = RUN.STATE.in("queued", "running", "stopping");

    private final DSLContext dsl;

    RunWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Makes a run, unless its key, its schedule's moment or its identity is taken.
     *
     * @param worker who takes it at once; null to queue it
     */
    Optional<RunRow> insert(
            RunRequest request, Map<String, String> parameters, String identity, Pool pool, @Nullable UUID worker) {
        RunRequest.@Nullable Scheduled scheduled = request.scheduled();
        RunRequest.@Nullable Part part = request.part();
        boolean taken = worker != null;
        return dsl.insertInto(RUN)
                .set(RUN.JOB, request.job())
                .set(RUN.PARAMETERS, RunReader.json(parameters))
                .set(RUN.IDENTITY, identity)
                .set(RUN.POOL, pool.code())
                .set(RUN.REQUESTED_BY, request.requestedBy())
                .set(RUN.REASON, request.reason())
                .set(RUN.SCHEDULE, scheduled == null ? null : scheduled.schedule())
                .set(RUN.SCHEDULED_FOR, scheduled == null ? null : scheduled.time())
                .set(RUN.IDEMPOTENCY_KEY, request.idempotencyKey())
                .set(RUN.BACKFILL_ID, part == null ? null : part.backfillId())
                .set(RUN.PARTITION, part == null ? null : part.partition())
                .set(RUN.NOT_BEFORE, request.notBefore())
                .set(RUN.STATE, taken ? "running" : "queued")
                .set(RUN.WORKER_ID, worker)
                .set(RUN.EPOCH, taken ? 1L : 0L)
                .set(RUN.ATTEMPT, taken ? 1 : 0)
                .set(RUN.STARTED_AT, taken ? NOW : val((Instant) null))
                .set(RUN.HEARTBEAT_AT, taken ? NOW : val((Instant) null))
                .onConflictDoNothing()
                .returning()
                .fetchOptional(RunReader::row);
    }

    /** The run that was made with an idempotency key. */
    Optional<RunRow> findByKey(String key) {
        return dsl.selectFrom(RUN).where(RUN.IDEMPOTENCY_KEY.eq(key)).fetchOptional(RunReader::row);
    }

    /** The run of a schedule's moment. */
    Optional<RunRow> findScheduled(RunRequest.Scheduled scheduled) {
        return dsl.selectFrom(RUN)
                .where(RUN.SCHEDULE.eq(scheduled.schedule()), RUN.SCHEDULED_FOR.eq(scheduled.time()))
                .fetchOptional(RunReader::row);
    }

    /** The run of an identity that is alive. */
    Optional<RunRow> findAlive(String identity) {
        return dsl.selectFrom(RUN).where(RUN.IDENTITY.eq(identity)).and(ALIVE).fetchOptional(RunReader::row);
    }

    /** Identity of a run. */
    Optional<String> identity(long runId) {
        return dsl.select(RUN.IDENTITY).from(RUN).where(RUN.RUN_ID.eq(runId)).fetchOptional(RUN.IDENTITY);
    }

    /** Has the same done once more when the one that is alive ends; false when none is alive any more. */
    boolean onceMore(String identity) {
        return dsl.update(RUN)
                                .set(RUN.AGAIN, true)
                                .where(RUN.IDENTITY.eq(identity))
                                .and(RUN.STATE.in("running", "stopping"))
                                .execute()
                        > 0
                || findAlive(identity).isPresent();
    }

    /**
     * Takes the oldest run whose turn it is; also one that is to stop and whose worker is dead, so that whoever may still write
     * is shut out before it is called stopped.
     */
    Optional<RunRow> claim(Pool pool, Collection<String> jobs, UUID worker) {
        return dsl.update(RUN)
                .set(RUN.STATE, DSL.when(RUN.STATE.eq("queued"), val("running")).otherwise(RUN.STATE))
                .set(RUN.WORKER_ID, worker)
                .set(RUN.EPOCH, RUN.EPOCH.plus(1))
                .set(RUN.ATTEMPT, RUN.ATTEMPT.plus(1))
                .set(RUN.ATTEMPT_FROM, RUN.DONE)
                .set(RUN.STARTED_AT, DSL.coalesce(RUN.STARTED_AT, NOW))
                .set(RUN.HEARTBEAT_AT, NOW)
                .setNull(RUN.PHASE_AT)
                .where(RUN.RUN_ID.eq(DSL.select(RUN.RUN_ID)
                        .from(RUN)
                        .where(RUN.STATE
                                .eq("queued")
                                .or(RUN.STATE.eq("stopping").and(RUN.WORKER_ID.isNull())))
                        .and(RUN.POOL.eq(pool.code()))
                        .and(RUN.JOB.in(jobs))
                        .and(RUN.NOT_BEFORE.isNull().or(RUN.NOT_BEFORE.le(NOW)))
                        .orderBy(RUN.RUN_ID)
                        .limit(1)
                        .forUpdate()
                        .skipLocked()))
                .returning()
                .fetchOptional(RunReader::row);
    }

    /** Takes one run that nobody has. */
    Optional<RunRow> take(long runId, UUID worker) {
        return dsl.update(RUN)
                .set(RUN.STATE, "running")
                .set(RUN.WORKER_ID, worker)
                .set(RUN.EPOCH, RUN.EPOCH.plus(1))
                .set(RUN.ATTEMPT, RUN.ATTEMPT.plus(1))
                .set(RUN.ATTEMPT_FROM, RUN.DONE)
                .set(RUN.STARTED_AT, DSL.coalesce(RUN.STARTED_AT, NOW))
                .set(RUN.HEARTBEAT_AT, NOW)
                .setNull(RUN.PHASE_AT)
                .setNull(RUN.NOT_BEFORE)
                .where(RUN.RUN_ID.eq(runId))
                .and(RUN.STATE.eq("queued"))
                .returning()
                .fetchOptional(RunReader::row);
    }

    /** A run's own, by key and epoch: nothing is moved for a worker that has lost it. */
    private static Condition mine(RunRow run) {
        return RUN.RUN_ID.eq(run.runId()).and(RUN.EPOCH.eq(run.epoch())).and(RUN.STATE.in("running", "stopping"));
    }

    /**
     * Notes how far a run is.
     *
     * @return its state, such as stopping; empty when it is not this worker's any more
     */
    Optional<RunState> note(RunRow run, RunProgress at, long jobExecutionId) {
        return dsl.update(RUN)
                .set(RUN.HEARTBEAT_AT, NOW)
                .set(RUN.PHASE, at.phase())
                .set(RUN.UNIT, at.unit())
                .set(RUN.DONE, at.done())
                .set(RUN.TOTAL, at.total())
                .set(RUN.PHASE_FROM, at.from())
                .set(RUN.PHASE_AT, at.isBegun() ? at.beganBefore(NOW) : RUN.PHASE_AT)
                .set(RUN.JOB_EXECUTION_ID, jobExecutionId == 0 ? RUN.JOB_EXECUTION_ID : val(jobExecutionId))
                .where(mine(run))
                .returningResult(RUN.STATE)
                .fetchOptional(state -> RunState.of(state.value1()));
    }

    void isLoad(RunRow run, long loadId) {
        dsl.update(RUN).set(RUN.LOAD_ID, loadId).where(mine(run)).execute();
    }

    /**
     * Ends a run.
     *
     * @return whether the same is wanted once more; empty when it is not this worker's any more
     */
    Optional<Boolean> end(RunRow run, RunState state, RunResult result) {
        @Nullable Long load = result.loadId();
        return dsl.update(RUN)
                .set(RUN.STATE, state.code())
                .set(RUN.OUTCOME, result.outcome().code())
                .set(RUN.MESSAGE, result.message())
                .set(RUN.COUNTS, RunReader.json(result.counts()))
                .set(RUN.LOAD_ID, load == null ? RUN.LOAD_ID : val(load))
                .set(RUN.ENDED_AT, NOW)
                .set(RUN.HEARTBEAT_AT, NOW)
                .setNull(RUN.NOT_BEFORE)
                .where(mine(run))
                .returningResult(RUN.AGAIN)
                .fetchOptional(RUN.AGAIN);
    }

    /** Gives a run back to be taken up after a pause; one that is to stop stays so. */
    void putBack(RunRow run, Duration pause, @Nullable String message) {
        dsl.update(RUN)
                .set(RUN.STATE, DSL.when(RUN.STATE.eq("running"), val("queued")).otherwise(RUN.STATE))
                .setNull(RUN.WORKER_ID)
                .set(RUN.EPOCH, RUN.EPOCH.plus(1))
                .set(RUN.MESSAGE, message)
                .set(RUN.NOT_BEFORE, in(pause))
                .where(mine(run))
                .execute();
    }

    private static Field<Instant> in(Duration span) {
        return field("clock_timestamp() + make_interval(secs => {0})", Instant.class, val(span.toMillis() / 1000.0));
    }
}
