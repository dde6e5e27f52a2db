package dev.calima.batch.watch.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of incidents. */
@Component
public class IncidentReader {

    private static final String LIST = """
            SELECT i.incident_id, i.rule, i.subject, i.detail, i.opened_at, i.last_seen_at, i.closed_at,
                   count(n.*) FILTER (WHERE n.notified_at IS NULL AND n.given_up_at IS NULL) AS untold,
                   max(n.last_error) FILTER (WHERE n.notified_at IS NULL) AS problem
            FROM calima.incident i LEFT JOIN calima.notification n USING (incident_id)
            WHERE :all OR i.closed_at IS NULL
            GROUP BY i.incident_id
            ORDER BY i.incident_id DESC LIMIT :limit
            """;

    /**
     * An incident.
     *
     * @param rule the rule
     * @param subject what it is about
     * @param detail what is wrong and what to do, as seen last
     * @param closedAt when it was over; null while it is open
     * @param messagesWaiting messages about it that no channel has taken yet
     * @param problem why a message was not taken; null when none failed
     */
    public record Incident(
            long id,
            String rule,
            String subject,
            String detail,
            Instant openedAt,
            Instant lastSeenAt,
            @Nullable Instant closedAt,
            long messagesWaiting,
            @Nullable String problem) {}

    private final JdbcClient jdbc;

    IncidentReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first; only those that are open unless all are wanted. */
    public List<Incident> list(boolean all, int limit) {
        return jdbc.sql(LIST)
                .param("all", all)
                .param("limit", limit)
                .query((row, n) -> incident(row))
                .list();
    }

    private static Incident incident(ResultSet row) throws SQLException {
        @Nullable Timestamp closed = row.getTimestamp("closed_at");
        return new Incident(
                row.getLong("incident_id"),
                row.getString("rule"),
                row.getString("subject"),
                row.getString("detail"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("last_seen_at").toInstant(),
                closed == null ? null : closed.toInstant(),
                row.getLong("untold"),
                row.getString("problem"));
    }
}
