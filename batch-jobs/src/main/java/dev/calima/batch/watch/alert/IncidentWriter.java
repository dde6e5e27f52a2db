package dev.calima.batch.watch.alert;

import dev.calima.batch.watch.Finding;
import dev.calima.batch.watch.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps incidents and the messages about them. One process at a time changes incidents; a message is taken by one sender and,
 * when that one dies, by the next. All times are the database's, so that machines need not agree.
 */
@Component
class IncidentWriter {

    /** Any number that nothing else takes a lock by. */
    private static final long TURN = 0x0ca1_0ca1_0024L;

    private static final String OPEN = """
            INSERT INTO calima.incident AS i (rule, subject, detail) VALUES (:rule, :subject, :detail)
            ON CONFLICT (rule, subject) WHERE closed_at IS NULL
            DO UPDATE SET detail = excluded.detail, last_seen_at = clock_timestamp()
            RETURNING incident_id, xmax = 0 AS is_new
            """;

    /** What only one machine can see is over when that machine says so, or when it has said nothing for a day. */
    private static final String CLOSE = """
            UPDATE calima.incident SET closed_at = greatest(clock_timestamp(), opened_at)
            WHERE closed_at IS NULL
              AND (last_seen_at < now() - make_interval(secs => :quiet)
                   AND (rule <> ALL (:machineRules) OR subject = :host)
                   OR last_seen_at < clock_timestamp() - interval '1 day')
            RETURNING incident_id
            """;

    private static final String NOTE = """
            INSERT INTO calima.notification (incident_id, state, channel)
            SELECT :incident, 'opened', channel FROM unnest(:channels::text[]) AS channel
            ON CONFLICT DO NOTHING
            """;

    /** That it is over is told to those who were to be told that it began. */
    private static final String NOTE_OVER = """
            INSERT INTO calima.notification (incident_id, state, channel)
            SELECT incident_id, 'closed', channel FROM calima.notification WHERE incident_id = :incident AND state = 'opened'
            ON CONFLICT DO NOTHING
            """;

    /** That something is over is told after that it began was. */
    private static final String TAKE = """
            UPDATE calima.notification AS n
            SET attempts = n.attempts + 1, due_at = clock_timestamp() + make_interval(secs => :hold)
            FROM calima.incident AS i
            WHERE n.incident_id = i.incident_id AND n.notification_id = (
              SELECT d.notification_id FROM calima.notification AS d
              WHERE d.notified_at IS NULL AND d.given_up_at IS NULL AND d.due_at <= clock_timestamp()
                AND d.channel = ANY (:channels)
                AND (d.state = 'opened'
                     OR EXISTS (SELECT FROM calima.notification AS o
                                WHERE o.incident_id = d.incident_id AND o.channel = d.channel AND o.state = 'opened'
                                  AND (o.notified_at IS NOT NULL OR o.given_up_at IS NOT NULL)))
              ORDER BY d.notification_id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING n.notification_id, n.attempts, n.channel, n.state, i.incident_id, i.rule, i.subject, i.detail, i.opened_at,
                      i.closed_at
            """;

    private static final String TOLD =
            "UPDATE calima.notification SET notified_at = clock_timestamp() WHERE notification_id = :id AND attempts = :attempts";

    private static final String FAILED = """
            UPDATE calima.notification SET last_error = :error, due_at = clock_timestamp() + make_interval(secs => :wait),
                   given_up_at = CASE WHEN :hopeless THEN clock_timestamp() END
            WHERE notification_id = :id AND attempts = :attempts
            """;

    private static final int MOST_ERROR = 1000;

    /** A message in the hands of its sender. */
    record Taken(String channel, int attempts, Message message) {}

    private final JdbcClient jdbc;

    IncidentWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Looks, and opens what is new, notes what is still so, and closes what is over, each with its messages. Whoever looks has
     * the turn already, so that nobody notes an older look after a newer one.
     *
     * @param look finds what is wrong
     * @param quiet how long a thing must not have been seen before it is over
     * @return false when another process is at it just now, and nothing was done
     */
    @Transactional
    public boolean note(Supplier<List<Finding>> look, Duration quiet, String host, List<String> channels) {
        if (!jdbc.sql("SELECT pg_try_advisory_xact_lock(:turn)")
                .param("turn", TURN)
                .query(Boolean.class)
                .single()) {
            return false;
        }
        for (Finding finding : look.get()) {
            Optional<Long> opened = jdbc.sql(OPEN)
                    .param("rule", finding.rule().code())
                    .param("subject", finding.subject())
                    .param("detail", finding.detail())
                    .query((row, n) -> row.getBoolean("is_new") ? Long.valueOf(row.getLong("incident_id")) : null)
                    .optional();
            opened.ifPresent(incident -> jdbc.sql(NOTE)
                    .param("incident", incident)
                    .param("channels", channels.toArray(String[]::new))
                    .update());
        }
        jdbc.sql(CLOSE)
                .param("quiet", quiet.toMillis() / 1000.0)
                .param("machineRules", machineRules())
                .param("host", host)
                .query(Long.class)
                .list()
                .forEach(incident ->
                        jdbc.sql(NOTE_OVER).param("incident", incident).update());
        return true;
    }

    private static String[] machineRules() {
        return Arrays.stream(Rule.values())
                .filter(Rule::ofMachine)
                .map(Rule::code)
                .toArray(String[]::new);
    }

    /** Takes the oldest message that is due; until {@code hold} has passed nobody else will. */
    @Transactional
    public Optional<Taken> take(Duration hold, List<String> channels) {
        return jdbc.sql(TAKE)
                .param("hold", hold.toSeconds())
                .param("channels", channels.toArray(String[]::new))
                .query((row, n) -> new Taken(row.getString("channel"), row.getInt("attempts"), message(row)))
                .optional();
    }

    /** It was taken. */
    @Transactional
    public void told(Taken taken) {
        jdbc.sql(TOLD)
                .param("id", taken.message().notificationId())
                .param("attempts", taken.attempts())
                .update();
    }

    /** It was not. */
    @Transactional
    public void failed(Taken taken, String error, Duration wait, boolean hopeless) {
        jdbc.sql(FAILED)
                .param("id", taken.message().notificationId())
                .param("attempts", taken.attempts())
                .param("error", error.length() <= MOST_ERROR ? error : error.substring(0, MOST_ERROR))
                .param("wait", wait.toSeconds())
                .param("hopeless", hopeless)
                .update();
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getLong("notification_id"),
                row.getLong("incident_id"),
                row.getString("state"),
                row.getString("rule"),
                row.getString("subject"),
                row.getString("detail"),
                row.getTimestamp("opened_at").toInstant(),
                instant(row.getTimestamp("closed_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
