package dev.calima.batch.run;

import static dev.calima.sql.schema.Tables.RUN;
import static dev.calima.sql.schema.Tables.WORKER;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

    private static final Condition NOBODYS =
            RUN.STATE.eq("queued").or(RUN.STATE.eq("stopping").and(RUN.WORKER_ID.isNull()));

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

    /** How many runs somebody has waiting; counting ends at a limit. */
    int countQueued(String requestedBy, int limit) {
        return dsl.fetchCount(DSL.selectOne()
                .from(RUN)
                .where(RUN.STATE.eq("queued"), RUN.REQUESTED_BY.eq(requestedBy))
                .limit(limit));
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

    /** Takes the oldest run whose turn it is. */
    Optional<RunRow> claim(Pool pool, Collection<String> jobs, UUID worker) {
        return dsl.update(RUN)
                .set(RUN.STATE, "running")
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

    /** Takes one run that nobody has; one that is to stop stays so. */
    Optional<RunRow> take(long runId, UUID worker) {
        return take(runId, worker, DSL.noCondition());
    }

    /** The same, not before its time. */
    Optional<RunRow> takeWhenDue(long runId, UUID worker) {
        return take(runId, worker, RUN.NOT_BEFORE.isNull().or(RUN.NOT_BEFORE.le(NOW)));
    }

    private Optional<RunRow> take(long runId, UUID worker, Condition due) {
        return dsl.update(RUN)
                .set(RUN.STATE, DSL.when(RUN.STATE.eq("queued"), val("running")).otherwise(RUN.STATE))
                .set(RUN.WORKER_ID, worker)
                .set(RUN.EPOCH, RUN.EPOCH.plus(1))
                .set(RUN.ATTEMPT, RUN.ATTEMPT.plus(1))
                .set(RUN.ATTEMPT_FROM, RUN.DONE)
                .set(RUN.STARTED_AT, DSL.coalesce(RUN.STARTED_AT, NOW))
                .set(RUN.HEARTBEAT_AT, NOW)
                .setNull(RUN.PHASE_AT)
                .setNull(RUN.NOT_BEFORE)
                .where(RUN.RUN_ID.eq(runId))
                .and(NOBODYS)
                .and(due)
                .returning()
                .fetchOptional(RunReader::row);
    }

    /** Runs that are to stop and whose worker is dead: whoever may still write is shut out before they are called stopped. */
    List<Long> orphansToStop() {
        return dsl.select(RUN.RUN_ID)
                .from(RUN)
                .where(RUN.STATE.eq("stopping"))
                .and(RUN.WORKER_ID.isNull())
                .and(RUN.NOT_BEFORE.isNull().or(RUN.NOT_BEFORE.le(NOW)))
                .orderBy(RUN.RUN_ID)
                .limit(100)
                .fetch(RUN.RUN_ID);
    }

    /**
     * Tells a run to stop. One that nobody has begun is stopped at once; one that somebody has or had is stopping until it is sure
     * that nobody writes.
     */
    Optional<RunRow> stop(long runId) {
        Condition untouched = RUN.STATE.eq("queued").and(RUN.ATTEMPT.eq(0));
        return dsl.update(RUN)
                .set(RUN.STATE, DSL.when(untouched, val("stopped")).otherwise(val("stopping")))
                .set(RUN.OUTCOME, DSL.when(untouched, val("stopped")).otherwise(RUN.OUTCOME))
                .set(RUN.ENDED_AT, DSL.when(untouched, NOW).otherwise(RUN.ENDED_AT))
                .setNull(RUN.NOT_BEFORE)
                .where(RUN.RUN_ID.eq(runId))
                .and(ALIVE)
                .returning()
                .fetchOptional(RunReader::row);
    }

    /** Stops a run that waits, after its attempt had ended in order: nobody writes who would have to be shut out. */
    boolean stopWaiting(long runId) {
        return dsl.update(RUN)
                        .set(RUN.STATE, "stopped")
                        .set(RUN.OUTCOME, RunOutcome.STOPPED.code())
                        .set(RUN.ENDED_AT, NOW)
                        .setNull(RUN.NOT_BEFORE)
                        .where(RUN.RUN_ID.eq(runId))
                        .and(RUN.STATE.eq("queued"))
                        .execute()
                == 1;
    }

    /**
     * Queues a run again that failed or was stopped.
     *
     * @throws org.springframework.dao.DuplicateKeyException when another of the same identity is alive
     */
    Optional<RunRow> restart(long runId) {
        return dsl.update(RUN)
                .set(RUN.STATE, "queued")
                .set(RUN.EPOCH, RUN.EPOCH.plus(1))
                .set(RUN.FRUITLESS, 0)
                .set(RUN.AGAIN, false)
                .setNull(RUN.OUTCOME)
                .setNull(RUN.MESSAGE)
                .setNull(RUN.WORKER_ID)
                .setNull(RUN.ENDED_AT)
                .setNull(RUN.NOT_BEFORE)
                .where(RUN.RUN_ID.eq(runId))
                .and(RUN.STATE.in("failed", "stopped"))
                .returning()
                .fetchOptional(RunReader::row);
    }

    /** Gives a run up for good that nobody does. */
    Optional<RunRow> abandon(long runId) {
        return dsl.update(RUN)
                .set(RUN.STATE, "abandoned")
                .set(RUN.ENDED_AT, DSL.coalesce(RUN.ENDED_AT, NOW))
                .set(RUN.EPOCH, RUN.EPOCH.plus(1))
                .where(RUN.RUN_ID.eq(runId))
                .and(RUN.STATE.in("failed", "stopped", "queued"))
                .returning()
                .fetchOptional(RunReader::row);
    }

    /** Gives back a run whose worker is silent; only its heartbeat is looked at. */
    Optional<RunRow> recover(long runId) {
        return dsl.update(RUN)
                .set(RUN.STATE, DSL.when(RUN.STATE.eq("running"), val("queued")).otherwise(RUN.STATE))
                .setNull(RUN.WORKER_ID)
                .set(RUN.EPOCH, RUN.EPOCH.plus(1))
                .set(RUN.FRUITLESS, 0)
                .set(RUN.MESSAGE, "its worker was given up by an operator; it is taken up again")
                .setNull(RUN.NOT_BEFORE)
                .where(RUN.RUN_ID.eq(runId))
                .and(RUN.STATE.in("running", "stopping"))
                .and(RUN.WORKER_ID.in(DSL.select(WORKER.WORKER_ID)
                        .from(WORKER)
                        .where(WORKER.ENDED_AT.isNotNull().or(WORKER.HEARTBEAT_AT.lt(in(Heart.LIFE.negated()))))))
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

    /** Ends a run that was told to stop, and stopped; false when nobody had told it, or it is not this worker's any more. */
    boolean letGo(RunRow run, RunResult result) {
        return dsl.update(RUN)
                        .set(RUN.STATE, "stopped")
                        .set(RUN.OUTCOME, RunOutcome.STOPPED.code())
                        .set(RUN.MESSAGE, result.message())
                        .set(RUN.COUNTS, RunReader.json(result.counts()))
                        .set(RUN.ENDED_AT, NOW)
                        .set(RUN.HEARTBEAT_AT, NOW)
                        .where(mine(run))
                        .and(RUN.STATE.eq("stopping"))
                        .execute()
                == 1;
    }

    /** Gives a run back in order, to be taken up after a pause; one that is to stop stays so. */
    boolean putBack(RunRow run, Duration pause, @Nullable String message) {
        return putBack(run, pause, message, false);
    }

    /** The same because somebody else was doing it: the attempt does not count. */
    boolean putBackBusy(RunRow run, Duration pause, @Nullable String message) {
        return putBack(run, pause, message, true);
    }

    private boolean putBack(RunRow run, Duration pause, @Nullable String message, boolean busy) {
        return dsl.update(RUN)
                        .set(
                                RUN.STATE,
                                DSL.when(RUN.STATE.eq("running"), val("queued")).otherwise(RUN.STATE))
                        .setNull(RUN.WORKER_ID)
                        .set(RUN.EPOCH, RUN.EPOCH.plus(1))
                        .set(RUN.ATTEMPT, busy ? DSL.greatest(RUN.ATTEMPT.minus(1), val(1)) : RUN.ATTEMPT)
                        .set(RUN.MESSAGE, message)
                        .set(RUN.NOT_BEFORE, in(pause))
                        .where(mine(run))
                        .execute()
                == 1;
    }

    /**
     * After so many attempts, one after the other, that got no further, a run is not taken up again by itself. With the pauses between
     * them that takes more than ten minutes. While the database is away nothing can be counted, so that such a time is one attempt.
     */
    static final int MOST_FRUITLESS = 20;

    private static final String GIVE_BACK = """
            WITH tried AS (
              SELECT run_id, CASE WHEN done > attempt_from THEN 0 ELSE fruitless + 1 END AS times
              FROM calima.run WHERE run_id = ? AND epoch = ? AND state IN ('running', 'stopping') FOR UPDATE)
            UPDATE calima.run r
            SET state = CASE WHEN times >= ? THEN 'failed' WHEN state = 'stopping' THEN 'stopping' ELSE 'queued' END,
                outcome = CASE WHEN times >= ? THEN 'failed' ELSE outcome END,
                ended_at = CASE WHEN times >= ? THEN clock_timestamp() END,
                message = CASE WHEN times >= ? THEN 'given up after ' || times || ' attempts that got no further; the last one: ' ELSE '' END || ?,
                worker_id = NULL, epoch = epoch + 1, fruitless = times,
                not_before = clock_timestamp() + make_interval(secs => greatest(?, least(60, 2 ^ (times - 4))))
            FROM tried WHERE tried.run_id = r.run_id
            RETURNING r.state
            """;

    /**
     * Gives back a run whose attempt was cut off, with pauses that grow while it gets no further; after too many of those it fails.
     *
     * @return its state then; empty when it was not to be given back any more
     */
    Optional<RunState> giveBack(RunRow run, Duration pause, String message) {
        int most = MOST_FRUITLESS;
        return dsl.resultQuery(
                        GIVE_BACK, run.runId(), run.epoch(), most, most, most, most, message, pause.toMillis() / 1000.0)
                .fetchOptional(0, String.class)
                .map(RunState::of);
    }

    private static Field<Instant> in(Duration span) {
        return field("clock_timestamp() + make_interval(secs => {0})", Instant.class, val(span.toMillis() / 1000.0));
    }
}
