package dev.calima.bench.kill;

import dev.calima.sql.setup.DatabaseAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Watches a load from outside, over a connection of its own that comes back when the server was away. */
final class LoadWatch implements AutoCloseable {

    private static final String POSITION = "SELECT coalesce(sum(x.lines_read), 0) FROM calima.load_file x";
    private static final String COMMITS =
            "SELECT coalesce(max(file_no * 1000000000::bigint + line_no), 0) FROM calima.load_ledger WHERE state <> 'loaded'";
    private static final String CHUNK_BACKEND = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND usename = 'calima_loader' AND application_name LIKE 'calima-batch%' AND xact_start IS NOT NULL LIMIT 1";
    private static final String LEASE_BACKEND = "SELECT backend_pid FROM calima.lease WHERE holder <> '' LIMIT 1";

    private static final Duration BACK_LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final DatabaseAccess access;
    private @Nullable Connection connection;

    LoadWatch(DatabaseAccess access) {
        this.access = access;
    }

    /** Lines that are counted as read; 0 before the first. */
    long linesRead() throws SQLException {
        return number(POSITION);
    }

    /** Grows with every commit of a chunk; 0 before the first of a load, and when it is done. */
    long position() throws SQLException {
        return number(COMMITS);
    }

    /** Ends the connection that has a transaction open; whether there was one. */
    boolean terminateChunk() throws SQLException {
        return terminate(CHUNK_BACKEND);
    }

    /** Ends the connection that keeps the lease; whether there was one. */
    boolean terminateLease() throws SQLException {
        return terminate(LEASE_BACKEND);
    }

    private boolean terminate(String backend) throws SQLException {
        return number("WITH b (pid) AS MATERIALIZED (" + backend
                        + ") SELECT count(*) FROM b WHERE pg_terminate_backend(pid)")
                > 0;
    }

    /** Changes something. */
    void execute(String statement) throws SQLException {
        try (Statement change = connected().createStatement()) {
            change.execute(statement);
        }
    }

    /** The number that a query gives; asked again for a while when the server was away. */
    long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    /** The text that a query gives, as {@link #number}; "0" for null and for no row. */
    String text(String query) throws SQLException {
        long deadline = System.nanoTime() + BACK_LIMIT.toNanos();
        while (true) {
            try (Statement statement = connected().createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                @Nullable String found = row.next() ? row.getString(1) : null;
                return found == null ? "0" : found;
            } catch (SQLException e) {
                close();
                boolean wasAway = e.getSQLState() != null && e.getSQLState().matches("(08|57P).*");
                if (!wasAway || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = access.connect();
            connection = open;
        }
        return open;
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
