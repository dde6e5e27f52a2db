package dev.calima.batch.observation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One writer of observations at a time, from here to the end of its transaction. A lease keeps two loads of one feed apart, but
 * two feeds may tell of the same series: what is compared in Java must not change before it is written. It also makes the times
 * of recording come in the order of the commits, so that who has seen all changes up to a moment has missed none.
 */
public final class WritersTurn {

    /**
     * A writer that is silent for a minute in the middle of its transaction has lost its turn, and its transaction. Others write for long:
     * for the turn itself there is patience. Nobody else locks what a writer needs for long, so whoever does is waited for ten
     * seconds; then the chunk is given up, the turn is free, and it is tried again (PassingTrouble).
     */
    private static final String TAKE = """
            SET LOCAL jit = off;
            SET LOCAL lock_timeout = '120s';
            SET LOCAL idle_in_transaction_session_timeout = '60s';
            SELECT pg_advisory_xact_lock(73863297);
            SET LOCAL lock_timeout = '10s'
            """;

    private static final String NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private WritersTurn() {}

    /**
     * Waits for the turn; a transaction that has it gets it again at once.
     *
     * @return the database's time, in microseconds since 1970-01-01T00:00Z
     */
    public static long take(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TAKE);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NOW)) {
            row.next();
            return row.getLong(1);
        }
    }
}
