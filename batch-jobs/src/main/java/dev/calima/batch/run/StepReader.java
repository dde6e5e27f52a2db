package dev.calima.batch.run;

import static dev.calima.sql.schema.Tables.LOAD_FILE;
import static dev.calima.sql.schema.Tables.WORKER;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Tells of a run what stands elsewhere than in its row: its steps, its worker, and what its load has done so far. */
@Component
@Primary // the operator API has one of its own
public class StepReader {

    private static final String STEPS = """
            SELECT step_name, status, start_time AT TIME ZONE 'UTC' AS began, end_time AT TIME ZONE 'UTC' AS ended,
                   read_count, write_count, filter_count, process_skip_count, commit_count, rollback_count
            FROM batch.batch_step_execution WHERE job_execution_id = ? ORDER BY step_execution_id
            """;

    private final DSLContext dsl;

    public StepReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * A step.
     *
     * @param name its name
     * @param status as Spring Batch says it
     * @param startedAt when it began; null before
     * @param endedAt when it ended; null before
     * @param read lines, requests or days read
     * @param written results written
     * @param filtered left out on purpose
     * @param skipped refused
     * @param commits transactions committed
     * @param rollbacks transactions rolled back
     */
    public record RunStep(
            String name,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            long read,
            long written,
            long filtered,
            long skipped,
            long commits,
            long rollbacks) {}

    /** The steps of a run's newest execution, in their order. */
    public List<RunStep> steps(RunRow run) {
        @Nullable Long execution = run.jobExecutionId();
        return execution == null ? List.of() : dsl.fetch(STEPS, execution).map(StepReader::step);
    }

    private static RunStep step(Record row) {
        return new RunStep(
                row.get("step_name", String.class),
                row.get("status", String.class),
                row.get("began", Instant.class),
                row.get("ended", Instant.class),
                row.get("read_count", Long.class),
                row.get("write_count", Long.class),
                row.get("filter_count", Long.class),
                row.get("process_skip_count", Long.class),
                row.get("commit_count", Long.class),
                row.get("rollback_count", Long.class));
    }

    /** Who a worker is: host and process. */
    public Optional<String> worker(@Nullable UUID id) {
        return id == null
                ? Optional.empty()
                : dsl.select(WORKER.HOST, WORKER.PID)
                        .from(WORKER)
                        .where(WORKER.WORKER_ID.eq(id))
                        .fetchOptional(row -> row.value1() + ", process " + row.value2());
    }

    /** What came of a run so far; of a load also what its files tell, so that the numbers add up. */
    public Map<String, Long> counts(RunRow run) {
        @Nullable Long load = run.loadId();
        if (load == null || run.outcome() == RunOutcome.NOOP) {
            return run.counts();
        }
        Record sums = dsl.select(
                        DSL.sum(LOAD_FILE.LINES_READ).as("linesRead"),
                        DSL.sum(LOAD_FILE.LINES_LOADED).as("linesLoaded"),
                        DSL.sum(LOAD_FILE.LINES_REVISED).as("linesRevised"),
                        DSL.sum(LOAD_FILE.LINES_UNCHANGED).as("linesUnchanged"),
                        DSL.sum(LOAD_FILE.LINES_REJECTED).as("linesRejected"),
                        DSL.sum(LOAD_FILE.LINES_IGNORED).as("linesLeftOut"),
                        DSL.sum(LOAD_FILE.VALUES_READ).as("valuesRead"),
                        DSL.sum(LOAD_FILE.VALUES_INSERTED).as("valuesInserted"),
                        DSL.sum(LOAD_FILE.VALUES_REVISED).as("valuesRevised"),
                        DSL.sum(LOAD_FILE.VALUES_UNCHANGED).as("valuesUnchanged"),
                        DSL.sum(LOAD_FILE.CELLS_REJECTED).as("valuesRejected"))
                .from(LOAD_FILE)
                .where(LOAD_FILE.LOAD_ID.eq(load))
                .fetchSingle();
        Map<String, Long> counts = new TreeMap<>();
        for (var field : sums.fields()) {
            @Nullable Long sum = sums.get(field.getName(), Long.class);
            counts.put(field.getName(), sum == null ? 0 : sum);
        }
        counts.putAll(run.counts());
        return counts;
    }
}
