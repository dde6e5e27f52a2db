package dev.calima.batch.run;

import dev.calima.batch.ledger.ThisProcess;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Makes this process a worker and keeps it alive for the others: it beats by the database's clock on a connection of its own.
 * When that connection is gone it takes another; a process is dead when nobody hears it for {@link #LIFE}, or, its connection
 * gone, for {@link #LIFE_WITHOUT_CONNECTION}.
 */
@Component
class Heart implements DisposableBean {

    /** How long a silent worker is believed to live. */
    static final Duration LIFE = Duration.ofSeconds(20);

    /** The same when its connection is gone: long enough to take another. */
    static final Duration LIFE_WITHOUT_CONNECTION = Duration.ofSeconds(6);

    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

    private static final String REGISTER = """
            INSERT INTO calima.worker (worker_id, kind, host, pid) VALUES (?, ?, ?, ?)
            """;
    private static final String CONNECTED = """
            UPDATE calima.worker
            SET heartbeat_at = clock_timestamp(), ended_at = NULL, backend_pid = pg_backend_pid(),
                backend_start = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
            WHERE worker_id = ?
            """;
    private static final String BEAT_ONCE =
            "UPDATE calima.worker SET heartbeat_at = clock_timestamp() WHERE worker_id = ?";
    private static final String END = "UPDATE calima.worker SET ended_at = clock_timestamp() WHERE worker_id = ?";

    private final DatabaseAccess access;
    private final UUID id = UUID.randomUUID();
    private @Nullable ScheduledExecutorService pulse;
    private @Nullable Connection connection;
    private boolean warned;

    Heart(DatabaseAccess database, RolePasswords passwords) {
        this.access = passwords.access(database, DatabaseRole.LOADER);
    }

    /**
     * Key of this process among the workers; registers it at the first call.
     *
     * @param takesRuns whether it takes queued runs, or does its own only
     * @throws SQLException when the database cannot be reached
     */
    synchronized UUID beat(boolean takesRuns) throws SQLException {
        if (pulse == null) {
            Connection made = access.connect(PATIENCE, ThisProcess.APPLICATION);
            try (PreparedStatement register = made.prepareStatement(REGISTER)) {
                register.setObject(1, id);
                register.setString(2, takesRuns ? "up" : "command");
                register.setString(3, host());
                register.setLong(4, ProcessHandle.current().pid());
                register.executeUpdate();
                connected(made);
            } catch (SQLException e) {
                made.close();
                throw e;
            }
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("worker-heart").factory());
            var beating = executor.scheduleWithFixedDelay(
                    this::pulse, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
            pulse = executor;
            LOG.info("worker {} on {} ({})", id, host(), beating);
        }
        return id;
    }

    private void connected(Connection made) throws SQLException {
        try (PreparedStatement connected = made.prepareStatement(CONNECTED)) {
            connected.setObject(1, id);
            connected.executeUpdate();
        }
        connection = made;
    }

    private synchronized void pulse() {
        try {
            if (connection == null) {
                connected(access.connect(PATIENCE, ThisProcess.APPLICATION));
            } else {
                try (PreparedStatement beat = connection.prepareStatement(BEAT_ONCE)) {
                    beat.setObject(1, id);
                    beat.executeUpdate();
                }
            }
            if (warned) {
                LOG.info("the database hears this worker again");
                warned = false;
            }
        } catch (SQLException e) {
            if (!warned) {
                LOG.warn("the database does not hear this worker, which tries again: {}", e.getMessage());
                warned = true;
            }
            drop();
        }
    }

    private void drop() {
        @Nullable Connection broken = connection;
        connection = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                LOG.debug("a broken connection could not be closed", e);
            }
        }
    }

    /** Says farewell: what is still in its hands may be taken at once. */
    @Override
    public void destroy() {
        ScheduledExecutorService beating;
        synchronized (this) {
            beating = pulse;
        }
        if (beating == null) {
            return;
        }
        beating.shutdownNow();
        synchronized (this) {
            try (PreparedStatement end = connection == null ? null : connection.prepareStatement(END)) {
                if (end != null) {
                    end.setObject(1, id);
                    end.executeUpdate();
                }
            } catch (SQLException e) {
                LOG.warn("worker {} could not say farewell: {}", id, e.getMessage());
            }
            drop();
        }
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }
}
