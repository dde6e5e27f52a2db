package dev.calima.api.kept;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

@Component
class VersionQueries {

    /**
     * Which transactions are visible: the same text means that none was committed in between. On a replica transactions become
     * visible as the log is replayed, so there it is the place in the log.
     */
    private static final String VERSION = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text"
            + " ELSE pg_current_snapshot()::text END";

    private final DataSource pool;

    VersionQueries(DataSource pool) {
        this.pool = pool;
    }

    String current() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(VERSION);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
