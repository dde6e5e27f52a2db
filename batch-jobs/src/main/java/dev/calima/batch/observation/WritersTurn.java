package dev.calima.batch.observation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One writer of observations at a time. A lease keeps two loads of one feed apart, but two feeds may tell of the same series:
 * what is compared in Java must not change before it is written. It also makes the times of recording come in the order of
 * the commits, so that who has seen all changes up to a moment has missed none.
 *
 * <p>Most take it to the end of one transaction. A load of many holds it over several ({@link #hold}), each of which takes
 * {@link #part}, so that even when its holder dies nobody has the turn before the last of them has ended.
 */
public final class WritersTurn {

    private static final int TURN = 73_863_297;
    private static final int PARTS = 73_863_298;

    /**
     * A writer that is silent for a minute in the middle of its transaction has lost its turn, and its transaction. Others write for long:
     * for the turn itself there is patience. Nobody else locks what a writer needs for long, so whoever does is waited for ten
     * seconds; then the chunk is given up, the turn is free, and it is tried again (PassingTrouble).
     */
    private static final String SETTINGS = """
            SET LOCAL jit = off;
            SET LOCAL lock_timeout = '120s';
            SET LOCAL idle_in_transaction_session_timeout = '60s';
            """;

    private static final String TAKE = SETTINGS + "SELECT pg_advisory_xact_lock(" + TURN + "), pg_advisory_xact_lock("
            + PARTS + "); SET LOCAL lock_timeout = '10s'";
    private static final String PART =
            SETTINGS + "SELECT pg_advisory_xact_lock_shared(" + PARTS + "); SET LOCAL lock_timeout = '10s'";
    private static final String NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private static final String HOLD = """
            SET jit = off;
            SET lock_timeout = '120s';
            SET idle_session_timeout = '60s';
            SET idle_in_transaction_session_timeout = '60s';
            """ + "SELECT pg_advisory_lock(" + TURN + "); SELECT pg_advisory_xact_lock("
            + PARTS + "); SET lock_timeout = '10s'";
    private static final String LET_GO = "SELECT pg_advisory_unlock(" + TURN + "); SET idle_session_timeout = 0";
    private static final String IS_AWAITED =
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 0"
                    + " AND objid = " + TURN + " AND objsubid = 1 AND NOT granted"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";

    private WritersTurn() {}

    /**
     * Waits for the turn, to the end of the transaction; a transaction that has it gets it again at once.
     *
     * @return the database's time, in microseconds since 1970-01-01T00:00Z
     */
    public static long take(Connection connection) throws SQLException {
        execute(connection, TAKE);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NOW)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Waits for the turn and keeps it until {@link #letGo} or the end of the connection, which commits each statement. */
    public static void hold(Connection connection) throws SQLException {
        execute(connection, HOLD);
    }

    /** Gives a turn that is held to whoever waits for it. */
    public static void letGo(Connection connection) throws SQLException {
        execute(connection, LET_GO);
    }

    /** Whether somebody waits for the turn. */
    public static boolean isAwaited(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IS_AWAITED)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Makes a transaction one of those that write in a turn that is held by another connection of the same load. */
    public static void part(Connection connection) throws SQLException {
        execute(connection, PART);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
