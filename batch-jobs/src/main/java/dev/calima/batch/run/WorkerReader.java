package dev.calima.batch.run;

import static dev.calima.sql.schema.Tables.RUN;
import static dev.calima.sql.schema.Tables.WORKER;

import dev.calima.sql.schema.tables.Worker;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Tells which workers live. */
@Component
class WorkerReader {

    /**
     * Gone: told farewell, or was silent too long, or lost its connection and took no other. Looks at connections, which only the
     * role that made them sees.
     */
    private static final String DEAD = """
            (w.ended_at IS NOT NULL
             OR w.heartbeat_at < clock_timestamp() - make_interval(secs => %d)
             OR (w.heartbeat_at < clock_timestamp() - make_interval(secs => %d)
                 AND NOT EXISTS (SELECT FROM pg_stat_activity a
                                 WHERE a.pid = w.backend_pid AND a.backend_start = w.backend_start)))
            """.formatted(Heart.LIFE.toSeconds(), Heart.LIFE_WITHOUT_CONNECTION.toSeconds());

    private static final int MOST = 1000;
    private static final Worker W = WORKER.as("w");

    private static final String HAS_CONNECTION = """
            SELECT EXISTS (SELECT FROM calima.worker w JOIN pg_stat_activity a
                           ON a.pid = w.backend_pid AND a.backend_start = w.backend_start
                           WHERE w.worker_id = ? AND w.ended_at IS NULL)
            """;

    private static final String SOMEBODY_TAKES_RUNS =
            "SELECT EXISTS (SELECT FROM calima.worker w WHERE w.kind = 'up' AND NOT %s)".formatted(DEAD);

    private final DSLContext dsl;

    WorkerReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** A run whose worker is dead, and who that was. */
    record Orphan(RunRow run, String worker) {}

    /** Every run whose worker is dead. */
    List<Orphan> orphans() {
        return dsl.select(RUN.fields())
                .select(W.HOST, W.PID)
                .from(RUN)
                .join(W)
                .on(W.WORKER_ID.eq(RUN.WORKER_ID))
                .where(RUN.STATE.in("running", "stopping"))
                .and(DSL.condition(DEAD))
                .orderBy(RUN.RUN_ID)
                .limit(MOST)
                .fetch(row -> new Orphan(RunReader.row(row), row.get(W.HOST) + ", process " + row.get(W.PID)));
    }

    /** Whether a worker's connection is there: it lives, or was cut off without a word. */
    boolean hasConnection(UUID worker) {
        return Boolean.TRUE.equals(dsl.fetchValue(HAS_CONNECTION, worker));
    }

    /** Whether a living process takes queued runs. */
    boolean somebodyTakesRuns() {
        return Boolean.TRUE.equals(dsl.fetchValue(SOMEBODY_TAKES_RUNS));
    }
}
