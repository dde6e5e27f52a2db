package dev.calima.batch.purge;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes rows away, some at a time and the oldest first. What may go is asked anew each time, so a run that was cut off goes on,
 * and two at once do no harm. Each kind is one query for keys and some statements that take away what hangs on them.
 */
@Component
class PurgeWriter {

    /**
     * How rows of a kind are found and taken away.
     *
     * @param keys selects {@code key}, rising, above {@code :after}; knows {@code :cut}
     * @param deletes take {@code :keys}, in the order of the foreign keys
     */
    private record Statements(String keys, List<String> deletes) {}

    private static final Map<PurgeKind, Statements> STATEMENTS = new EnumMap<>(PurgeKind.class);

    static {
        // the last execution of an instance stays: Spring Batch knows by it that the instance was done
        STATEMENTS.put(
                PurgeKind.EXECUTIONS,
                new Statements(
                        """
                        SELECT e.job_execution_id AS key FROM batch.batch_job_execution e
                        WHERE e.job_execution_id > :after
                          AND coalesce(e.end_time, e.create_time) < :cut AT TIME ZONE 'UTC'
                          AND e.status NOT IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')
                          AND EXISTS (SELECT FROM batch.batch_job_execution n
                                      WHERE n.job_instance_id = e.job_instance_id AND n.job_execution_id > e.job_execution_id)
                        ORDER BY e.job_execution_id
                        """,
                        List.of(
                                """
                                DELETE FROM batch.batch_step_execution_context c USING batch.batch_step_execution s
                                WHERE c.step_execution_id = s.step_execution_id AND s.job_execution_id = ANY (:keys)
                                """,
                                "DELETE FROM batch.batch_step_execution WHERE job_execution_id = ANY (:keys)",
                                "DELETE FROM batch.batch_job_execution_context WHERE job_execution_id = ANY (:keys)",
                                "DELETE FROM batch.batch_job_execution_params WHERE job_execution_id = ANY (:keys)",
                                "DELETE FROM batch.batch_job_execution WHERE job_execution_id = ANY (:keys)")));
        // the newest that went well tells how long ago that was; the newest of a schedule, what was fired
        STATEMENTS.put(PurgeKind.RUNS, new Statements("""
                        SELECT r.run_id AS key FROM calima.run r
                        WHERE r.run_id > :after AND r.ended_at < :cut AND r.backfill_id IS NULL
                          AND EXISTS (SELECT FROM calima.run n
                                      WHERE n.job = r.job AND n.run_id > r.run_id AND n.state = 'completed'
                                        AND n.parameters -> 'feed' IS NOT DISTINCT FROM r.parameters -> 'feed')
                          AND (r.schedule IS NULL
                               OR EXISTS (SELECT FROM calima.run n WHERE n.schedule = r.schedule AND n.scheduled_for > r.scheduled_for))
                        ORDER BY r.run_id
                        """, List.of("CALL calima.delete_ended_runs(:keys)")));
        STATEMENTS.put(
                PurgeKind.FETCH_RUNS,
                new Statements(
                        """
                        SELECT r.fetch_run_id AS key FROM calima.fetch_run r
                        WHERE r.fetch_run_id > :after AND r.finished_at < :cut AND r.state <> 'running'
                          AND EXISTS (SELECT FROM calima.fetch_run n WHERE n.feed = r.feed AND n.scheduled_at > r.scheduled_at)
                        ORDER BY r.fetch_run_id
                        """,
                        List.of(
                                "DELETE FROM calima.fetch_request WHERE fetch_run_id = ANY (:keys)",
                                "DELETE FROM calima.fetch_run WHERE fetch_run_id = ANY (:keys)")));
        STATEMENTS.put(PurgeKind.SETTLED_REJECTS, rejects("state <> 'open'"));
        STATEMENTS.put(PurgeKind.OPEN_REJECTS, rejects("state = 'open'"));
        STATEMENTS.put(
                PurgeKind.FORECASTS,
                new Statements(
                        """
                        SELECT f.forecast_id AS key FROM calima.forecast f
                        WHERE f.forecast_id > :after AND f.issued_at < :cut
                          AND EXISTS (SELECT FROM calima.forecast n WHERE n.series_id = f.series_id
                                      AND (n.origin, n.forecast_id) > (f.origin, f.forecast_id))
                        ORDER BY f.forecast_id
                        """,
                        List.of(
                                "DELETE FROM calima.forecast_value WHERE forecast_id = ANY (:keys)",
                                "DELETE FROM calima.forecast WHERE forecast_id = ANY (:keys)")));
        STATEMENTS.put(
                PurgeKind.INCIDENTS,
                new Statements(
                        """
                        SELECT i.incident_id AS key FROM calima.incident i
                        WHERE i.incident_id > :after AND i.closed_at < :cut
                        ORDER BY i.incident_id
                        """,
                        List.of(
                                "DELETE FROM calima.notification WHERE incident_id = ANY (:keys)",
                                "DELETE FROM calima.incident WHERE incident_id = ANY (:keys)")));
    }

    private static final String DEAD_WORKERS = """
            FROM calima.worker w
            WHERE coalesce(w.ended_at, w.heartbeat_at) < :cut AND NOT EXISTS (SELECT FROM calima.run r WHERE r.worker_id = w.worker_id)
            """;

    private final JdbcClient jdbc;

    PurgeWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Statements rejects(String condition) {
        return new Statements(
                """
                SELECT r.rejected_reading_id AS key FROM calima.rejected_reading r JOIN calima.load_ledger l USING (load_id)
                WHERE r.rejected_reading_id > :after AND r.rejected_at < :cut AND l.state <> 'loading' AND r.%s
                ORDER BY r.rejected_reading_id
                """.formatted(condition),
                List.of("DELETE FROM calima.rejected_reading WHERE rejected_reading_id = ANY (:keys)"));
    }

    /** How many rows would go now. */
    long count(PurgeKind kind, Instant cut) {
        String sql = kind == PurgeKind.WORKERS
                ? "SELECT count(*) " + DEAD_WORKERS
                : "SELECT count(*) FROM (" + statements(kind).keys() + ") AS gone";
        return jdbc.sql(sql)
                .param("cut", Timestamp.from(cut))
                .param("after", 0L)
                .query(Long.class)
                .single();
    }

    /** Some rows that are gone. */
    record Gone(int rows, long lastKey) {}

    /** Takes up to {@code limit} rows away, in the caller's transaction. None means that there are no more above {@code after}. */
    Gone delete(PurgeKind kind, Instant cut, long after, int limit) {
        if (kind == PurgeKind.WORKERS) {
            int rows = jdbc.sql("DELETE " + DEAD_WORKERS)
                    .param("cut", Timestamp.from(cut))
                    .update();
            return new Gone(rows, after);
        }
        List<Long> keys = jdbc.sql(statements(kind).keys() + " LIMIT :limit")
                .param("cut", Timestamp.from(cut))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> Long.valueOf(row.getLong("key")))
                .list();
        if (keys.isEmpty()) {
            return new Gone(0, after);
        }
        Long[] all = keys.toArray(Long[]::new);
        statements(kind)
                .deletes()
                .forEach(delete -> jdbc.sql(delete).param("keys", all).update());
        return new Gone(keys.size(), keys.getLast());
    }

    private static Statements statements(PurgeKind kind) {
        return java.util.Objects.requireNonNull(STATEMENTS.get(kind), kind.code());
    }
}
