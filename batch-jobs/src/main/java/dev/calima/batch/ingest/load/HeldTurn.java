package dev.calima.batch.ingest.load;

import dev.calima.batch.ledger.ThisProcess;
import dev.calima.batch.observation.WritersTurn;
import dev.calima.sql.setup.DatabaseAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The writers' turn of a load, over many transactions, and the connection that holds it and reads. Not thread-safe. */
final class HeldTurn implements AutoCloseable {

    /** Longer than the wait for the turn; a cut line shows after this. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(5);

    private final DatabaseAccess access;
    private @Nullable Connection connection;
    private boolean held;

    HeldTurn(DatabaseAccess access) {
        this.access = access;
    }

    /** Waits for the turn, when it is not held. */
    void take() throws SQLException {
        if (!held) {
            WritersTurn.hold(connection());
            connection().commit();
            held = true;
        }
    }

    void letGo() throws SQLException {
        if (held) {
            WritersTurn.letGo(connection());
            connection().commit();
            held = false;
        }
    }

    /** Whether another writer waits for it. */
    boolean isAwaited() throws SQLException {
        if (!held) {
            return false;
        }
        boolean awaited = WritersTurn.isAwaited(connection());
        connection().commit();
        return awaited;
    }

    /** Shows the database that we are alive. */
    void ping() throws SQLException {
        if (held) {
            isAwaited();
        }
    }

    /** A connection that begins transactions by itself. */
    Connection connection() throws SQLException {
        @Nullable Connection open = connection;
        if (open == null) {
            open = access.connect(ANSWER_WITHIN, ThisProcess.APPLICATION);
            open.setAutoCommit(false);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() throws SQLException {
        held = false;
        if (connection != null) {
            connection.close();
        }
    }
}
