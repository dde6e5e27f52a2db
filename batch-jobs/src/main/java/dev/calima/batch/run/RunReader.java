package dev.calima.batch.run;

import static dev.calima.sql.schema.Tables.RUN;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tells of runs. */
@Component
@Primary // the operator API has one of its own
public class RunReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};

    private final DSLContext dsl;

    public RunReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** A run by its key. */
    public Optional<RunRow> find(long runId) {
        return dsl.selectFrom(RUN).where(RUN.RUN_ID.eq(runId)).fetchOptional(RunReader::row);
    }

    /** Runs, the newest first. */
    public List<RunRow> list(RunFilter filter) {
        return dsl.selectFrom(RUN)
                .where(condition(filter))
                .orderBy(RUN.RUN_ID.desc())
                .limit(filter.limit())
                .fetch(RunReader::row);
    }

    /** Every run that is alive, and those that ended after a moment, the oldest first; so many at most. */
    public List<RunRow> aliveOrEndedSince(Instant moment, int limit) {
        return dsl.selectFrom(RUN)
                .where(RUN.STATE.in("queued", "running", "stopping").or(RUN.ENDED_AT.ge(moment)))
                .orderBy(RUN.RUN_ID.desc())
                .limit(limit)
                .fetch(RunReader::row)
                .reversed();
    }

    private static Condition condition(RunFilter filter) {
        Condition condition = filter.before() == 0 ? DSL.noCondition() : RUN.RUN_ID.lt(filter.before());
        condition = filter.job() == null ? condition : condition.and(RUN.JOB.eq(filter.job()));
        condition = filter.state() == null
                ? condition
                : condition.and(RUN.STATE.eq(filter.state().code()));
        condition = filter.since() == null ? condition : condition.and(RUN.REQUESTED_AT.ge(filter.since()));
        condition = filter.until() == null ? condition : condition.and(RUN.REQUESTED_AT.lt(filter.until()));
        condition = filter.parameter() == null ? condition : condition.and(tells(filter.parameter()));
        condition = filter.schedule() == null ? condition : condition.and(RUN.SCHEDULE.eq(filter.schedule()));
        condition = filter.backfillId() == null ? condition : condition.and(RUN.BACKFILL_ID.eq(filter.backfillId()));
        return filter.requestedBy() == null ? condition : condition.and(RUN.REQUESTED_BY.eq(filter.requestedBy()));
    }

    private static Condition tells(RunFilter.ParameterPart wanted) {
        return DSL.jsonbGetAttributeAsText(RUN.PARAMETERS, wanted.name()).containsIgnoreCase(wanted.part());
    }

    static JSONB json(Map<String, ?> values) {
        return JSONB.jsonb(JSON.writeValueAsString(values));
    }

    static RunRow row(Record row) {
        @Nullable String outcome = row.get(RUN.OUTCOME);
        return new RunRow(
                row.get(RUN.RUN_ID),
                row.get(RUN.JOB),
                JSON.readValue(row.get(RUN.PARAMETERS).data(), TEXTS),
                Pool.of(row.get(RUN.POOL)),
                row.get(RUN.REQUESTED_BY),
                row.get(RUN.REASON),
                row.get(RUN.REQUESTED_AT),
                row.get(RUN.SCHEDULE),
                row.get(RUN.SCHEDULED_FOR),
                row.get(RUN.BACKFILL_ID),
                row.get(RUN.PARTITION),
                RunState.of(row.get(RUN.STATE)),
                outcome == null ? null : RunOutcome.of(outcome),
                row.get(RUN.MESSAGE),
                row.get(RUN.WORKER_ID),
                row.get(RUN.EPOCH),
                row.get(RUN.ATTEMPT),
                row.get(RUN.NOT_BEFORE),
                row.get(RUN.STARTED_AT),
                row.get(RUN.ENDED_AT),
                row.get(RUN.HEARTBEAT_AT),
                row.get(RUN.PHASE),
                row.get(RUN.UNIT),
                row.get(RUN.DONE),
                row.get(RUN.TOTAL),
                row.get(RUN.PHASE_AT),
                row.get(RUN.PHASE_FROM),
                JSON.readValue(row.get(RUN.COUNTS).data(), NUMBERS),
                row.get(RUN.LOAD_ID),
                row.get(RUN.JOB_EXECUTION_ID));
    }
}
