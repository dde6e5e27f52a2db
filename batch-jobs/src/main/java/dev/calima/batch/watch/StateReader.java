package dev.calima.batch.watch;

import dev.calima.batch.schedule.ScheduleOverview;
import dev.calima.batch.schedule.ScheduleStatus;
import dev.calima.batch.watch.OperationState.Failing;
import dev.calima.batch.watch.OperationState.Feed;
import dev.calima.batch.watch.OperationState.Job;
import dev.calima.batch.watch.OperationState.LateSchedule;
import dev.calima.batch.watch.OperationState.Load;
import dev.calima.batch.watch.OperationState.Orphan;
import dev.calima.batch.watch.OperationState.Pool;
import dev.calima.batch.watch.OperationState.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the database how the operation stands. Each question looks at the newest rows only, along an index. */
@Component
class StateReader {

    private static final String FEED = """
            SELECT
              (SELECT (day + make_interval(hours => (SELECT max(i) + 1 FROM generate_series(0, 23) AS i WHERE hours & (1 << i) <> 0)))
                      AT TIME ZONE 'UTC'
               FROM (SELECT c.day, bit_or(c.answered) AS hours
                     FROM calima.coverage_day c
                     WHERE c.feed = :feed AND c.answered <> 0
                       AND c.day = (SELECT max(n.day) FROM calima.coverage_day n WHERE n.feed = :feed AND n.answered <> 0)
                     GROUP BY c.day) AS newest) AS newest_hour_end,
              EXISTS (SELECT FROM calima.fetch_run r WHERE r.feed = :feed) AS asked,
              l.load_id, l.problem, f.lines, f.rejected
            FROM (VALUES (1)) AS one
            LEFT JOIN LATERAL (SELECT load_id, problem FROM calima.load_ledger
                               WHERE feed = :feed AND state <> 'loading' ORDER BY load_id DESC LIMIT 1) AS l ON true
            LEFT JOIN LATERAL (SELECT sum(lines_read) AS lines, sum(lines_rejected) AS rejected FROM calima.load_file
                               WHERE load_id = l.load_id) AS f ON true
            """;

    private static final String JOBS = """
            SELECT job, max(ended_at) FILTER (WHERE state = 'completed') AS last_success FROM calima.run GROUP BY job ORDER BY job
            """;

    private static final String POOLS = """
            SELECT pool, count(*) FILTER (WHERE state = 'queued') AS queued, count(*) FILTER (WHERE state <> 'queued') AS running
            FROM (SELECT pool, state FROM calima.run WHERE state IN ('queued', 'running', 'stopping')
                  UNION ALL SELECT pool, NULL FROM unnest(ARRAY['backfill', 'default', 'hourly']) AS pool) AS alive
            GROUP BY pool ORDER BY pool
            """;

    /** A run that was restarted keeps how its last attempt ended, so it fails until an attempt does not. */
    private static final String FAILING = """
            SELECT subject, run_id, message FROM (
              SELECT DISTINCT ON (subject) subject, run_id, outcome, message
              FROM (SELECT concat_ws(' ', job, parameters ->> 'feed', parameters ->> 'check') AS subject, run_id, outcome, state, message,
                           coalesce(ended_at, heartbeat_at, requested_at) AS at
                    FROM calima.run
                    WHERE outcome IS NOT NULL AND backfill_id IS NULL AND requested_at > :since) AS r
              ORDER BY subject, (state IN ('queued', 'running', 'stopping')) DESC, at DESC, run_id DESC) AS newest
            WHERE outcome = 'failed'
            UNION ALL
            SELECT 'backfill ' || backfill_id, max(run_id), count(*) || ' of its parts failed; the newest: ' || max(message)
            FROM calima.run WHERE backfill_id IS NOT NULL AND state = 'failed' AND ended_at > :since
            GROUP BY backfill_id
            ORDER BY 1
            """;

    private static final String ORPHANED = """
            SELECT r.run_id, r.job,
                   extract(epoch FROM clock_timestamp() - coalesce(w.heartbeat_at, r.heartbeat_at, r.requested_at)) AS silent
            FROM calima.run r LEFT JOIN calima.worker w USING (worker_id)
            WHERE r.state IN ('running', 'stopping')
              AND (w.worker_id IS NULL OR w.ended_at IS NOT NULL OR w.heartbeat_at < clock_timestamp() - interval '20 seconds')
            ORDER BY r.run_id
            """;

    private static final String WAITING = """
            SELECT run_id, job, schedule,
                   extract(epoch FROM clock_timestamp() - greatest(requested_at, scheduled_for, not_before)) AS since
            FROM calima.run
            WHERE state = 'queued' AND pool <> 'backfill'
              AND greatest(requested_at, scheduled_for, not_before) < clock_timestamp() - interval '1 minute'
            ORDER BY since DESC LIMIT 1000
            """;

    private static final Duration LOOK_BACK = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double MILLIS = 1000;

    private final JdbcClient jdbc;
    private final ScheduleOverview schedules;

    StateReader(JdbcClient jdbc, ScheduleOverview schedules) {
        this.jdbc = jdbc;
        this.schedules = schedules;
    }

    /** How it stands. */
    OperationState read(Collection<String> feeds, Instant now) {
        long begun = System.nanoTime();
        List<Feed> told = new ArrayList<>();
        for (String feed : feeds.stream().sorted().toList()) {
            told.add(jdbc.sql(FEED)
                    .param("feed", feed)
                    .query((row, n) -> feed(feed, row))
                    .single());
        }
        Timestamp since = Timestamp.from(now.minus(LOOK_BACK));
        return new OperationState(
                now,
                Duration.ofNanos(System.nanoTime() - begun),
                told,
                jdbc.sql(JOBS)
                        .query((row, n) -> new Job(row.getString(1), instant(row, 2)))
                        .list(),
                jdbc.sql(POOLS)
                        .query((row, n) -> new Pool(row.getString(1), row.getLong(2), row.getLong(3)))
                        .list(),
                jdbc.sql(FAILING)
                        .param("since", since)
                        .query((row, n) -> new Failing(row.getString(1), row.getLong(2), text(row, 3)))
                        .list(),
                jdbc.sql("SELECT count(*) FROM calima.run WHERE state = 'failed' AND ended_at > :since")
                        .param("since", Timestamp.from(now.minus(DAY)))
                        .query(Long.class)
                        .single(),
                jdbc.sql(ORPHANED)
                        .query((row, n) -> new Orphan(row.getLong(1), row.getString(2), seconds(row, 3)))
                        .list(),
                jdbc.sql(WAITING)
                        .query((row, n) ->
                                new Waiting(row.getLong(1), row.getString(2), row.getString(3), seconds(row, 4)))
                        .list(),
                late(),
                jdbc.sql("SELECT issued_at FROM calima.forecast ORDER BY forecast_id DESC LIMIT 1")
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .optional()
                        .orElse(null));
    }

    private List<LateSchedule> late() {
        List<LateSchedule> late = new ArrayList<>();
        for (ScheduleStatus schedule : schedules.list()) {
            @Nullable Instant lateFor = schedule.lateFor();
            if (lateFor != null) {
                late.add(new LateSchedule(schedule.name(), lateFor, schedule.graceMinutes()));
            }
        }
        return late;
    }

    private static Feed feed(String feed, ResultSet row) throws SQLException {
        long loadId = row.getLong("load_id");
        @Nullable Load load = row.wasNull()
                ? null
                : new Load(loadId, row.getLong("lines"), row.getLong("rejected"), row.getString("problem"));
        return new Feed(feed, row.getBoolean("asked"), instant(row, 1), load);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static Duration seconds(ResultSet row, int column) throws SQLException {
        return Duration.ofMillis(Math.round(row.getDouble(column) * MILLIS));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }
}
