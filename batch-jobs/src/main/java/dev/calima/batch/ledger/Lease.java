package dev.calima.batch.ledger;

import dev.calima.sql.setup.DatabaseAccess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to do one thing alone, such as loading a feed. It is held by a connection of its own that beats by the
 * database's clock; it is free again at once when that connection is gone, and after {@link #LIFE} when its heart stops
 * (a holder that hangs, a line that was cut without a word). Each holder has a higher epoch than the one before: what is
 * written with an older epoch is refused, so a holder that was taken for dead and is not does no harm. The connections of a
 * silent holder are ended, as a transaction that it left open would keep everybody else from writing.
 */
public final class Lease implements AutoCloseable {

    /** How long a silent holder is believed to live. */
    public static final Duration LIFE = Duration.ofSeconds(20);

    private static final Duration BEAT = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    /** Who gives way hears of it soon. */
    private static final Duration YIELDING_BEAT = Duration.ofMillis(500);

    /** Who waits says so more often than this. */
    private static final Duration WANTED = Duration.ofSeconds(5);
    /** A holder that gives way does so when its chunk is written. */
    private static final Duration LONGEST_CHUNK = Duration.ofMinutes(2);

    private static final long LOOK_NANOS = 250_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private static final String MAKE_ROW = "INSERT INTO calima.lease (name) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String TAKE = """
            UPDATE calima.lease
            SET epoch = epoch + 1, holder = ?, heartbeat_at = clock_timestamp(), backend_pid = pg_backend_pid(),
                backend_start = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()),
                yields = ?, wanted_at = NULL
            WHERE name = ?
              AND NOT (? AND wanted_at IS NOT NULL AND wanted_at > clock_timestamp() - make_interval(secs => ?))
              AND (holder = ''
                   OR heartbeat_at < clock_timestamp() - make_interval(secs => ?)
                   OR NOT EXISTS (SELECT FROM pg_stat_activity a
                                  WHERE a.pid = lease.backend_pid AND a.backend_start = lease.backend_start))
            RETURNING epoch
            """;
    private static final String SILENT_HOLDER = """
            SELECT holder FROM calima.lease
            WHERE name = ? AND holder <> '' AND heartbeat_at < clock_timestamp() - make_interval(secs => ?)
            """;
    /** Those of the same role: it may end no others, and is not to try. */
    private static final String END_CONNECTIONS = """
            WITH its AS MATERIALIZED (
              SELECT pid FROM pg_stat_activity WHERE usename = current_user AND application_name = ?)
            SELECT count(*) FROM its WHERE pg_terminate_backend(pid)
            """;

    private static final String WANT = """
            UPDATE calima.lease SET wanted_at = clock_timestamp()
            WHERE name = ? AND (yields OR holder = '') RETURNING yields
            """;
    private static final String HOLDER =
            "SELECT holder, extract(epoch FROM clock_timestamp() - heartbeat_at)::bigint FROM calima.lease WHERE name = ?";
    private static final String BEAT_ONCE = """
            UPDATE calima.lease SET heartbeat_at = clock_timestamp() WHERE name = ? AND epoch = ?
            RETURNING yields AND coalesce(wanted_at > clock_timestamp() - make_interval(secs => ?), false)
            """;
    private static final String RELEASE =
            "UPDATE calima.lease SET holder = '', backend_pid = NULL, backend_start = NULL WHERE name = ? AND epoch = ?";

    private static final String HOLD = "SELECT 1 FROM calima.lease WHERE name = ? AND epoch = ? FOR SHARE";

    private final String name;
    private final long epoch;
    private final Connection connection;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease-heart").factory());
    private volatile boolean lost;
    private volatile long lastBeat = System.nanoTime();
    private volatile boolean wanted;

    private Lease(String name, long epoch, Connection connection) {
        this.name = name;
        this.epoch = epoch;
        this.connection = connection;
    }

    /**
     * Takes a lease. Where its holder gives way, this waits until that has come to the end of its chunk.
     *
     * @throws HeldElsewhereException when a living holder has it that gives way to nobody
     */
    public static Lease take(DatabaseAccess access, String name) throws SQLException, HeldElsewhereException {
        return take(access, name, false);
    }

    /**
     * Takes a lease for work that can wait: it gives way to whoever else wants the lease, as {@link #isWanted()} says.
     *
     * @throws HeldElsewhereException when a living holder has it, or somebody waits for it
     */
    public static Lease takeYielding(DatabaseAccess access, String name) throws SQLException, HeldElsewhereException {
        return take(access, name, true);
    }

    private static Lease take(DatabaseAccess access, String name, boolean yields)
            throws SQLException, HeldElsewhereException {
        Connection connection = access.connect(ANSWER_WITHIN, ThisProcess.APPLICATION);
        try {
            String silent = silentHolder(connection, name);
            try (PreparedStatement make = connection.prepareStatement(MAKE_ROW)) {
                make.setString(1, name);
                make.executeUpdate();
            }
            long deadline = System.nanoTime() + LONGEST_CHUNK.toNanos();
            Long epoch = tryOnce(connection, name, yields);
            while (epoch == null) {
                if (yields || System.nanoTime() > deadline || !willGiveWay(connection, name)) {
                    throw held(connection, name);
                }
                LockSupport.parkNanos(LOOK_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw held(connection, name);
                }
                silent = silentHolder(connection, name);
                epoch = tryOnce(connection, name, false);
            }
            Lease lease = new Lease(name, epoch, connection);
            long pause = (yields ? YIELDING_BEAT : BEAT).toMillis();
            var beating = lease.heart.scheduleWithFixedDelay(lease::beat, pause, pause, TimeUnit.MILLISECONDS);
            LOG.info("took lease {} with epoch {} ({})", name, lease.epoch, beating);
            endConnections(connection, silent);
            return lease;
        } catch (SQLException | HeldElsewhereException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The epoch of the new holder; null when there is another. */
    private static @Nullable Long tryOnce(Connection connection, String name, boolean yields) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, ThisProcess.DESCRIPTION);
            take.setBoolean(2, yields);
            take.setString(3, name);
            take.setBoolean(4, yields);
            take.setLong(5, WANTED.toSeconds());
            take.setLong(6, LIFE.toSeconds());
            try (ResultSet taken = take.executeQuery()) {
                return taken.next() ? (Long) taken.getLong(1) : null;
            }
        }
    }

    /** Says that somebody waits; false when the holder does not care. */
    private static boolean willGiveWay(Connection connection, String name) throws SQLException {
        try (PreparedStatement want = connection.prepareStatement(WANT)) {
            want.setString(1, name);
            try (ResultSet wanted = want.executeQuery()) {
                return wanted.next();
            }
        }
    }

    /** The number that this holder's writes carry. */
    public long epoch() {
        return epoch;
    }

    /** Whether the lease went to somebody else, or its connection broke: stop writing. */
    public boolean isLost() {
        return lost || System.nanoTime() - lastBeat > LIFE.toNanos();
    }

    /** Whether somebody waits for a lease that gives way: come to an end of the chunk and close it. Known after a second. */
    public boolean isWanted() {
        return wanted;
    }

    /**
     * Makes sure that nobody else has taken it, and that nobody can before the transaction in hand is committed.
     *
     * @param transaction jOOQ in that transaction
     * @throws LeaseLostException when somebody has: nothing of the transaction may be committed
     */
    public void hold(DSLContext transaction) {
        if (transaction.fetchValue(HOLD, name, epoch) == null) {
            throw new LeaseLostException(name + " was taken over by another process; this one writes nothing more");
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        heart.shutdownNow();
        synchronized (connection) {
            try (connection;
                    PreparedStatement release = connection.prepareStatement(RELEASE)) {
                release.setString(1, name);
                release.setLong(2, epoch);
                release.executeUpdate();
            } catch (SQLException e) {
                LOG.warn("lease {} is not given back in order, it falls back by itself: {}", name, e.getMessage());
            }
        }
    }

    private void beat() {
        synchronized (connection) {
            try (PreparedStatement beat = connection.prepareStatement(BEAT_ONCE)) {
                beat.setString(1, name);
                beat.setLong(2, epoch);
                beat.setLong(3, WANTED.toSeconds());
                long begun = System.nanoTime();
                try (ResultSet beaten = beat.executeQuery()) {
                    if (beaten.next()) {
                        lastBeat = begun;
                        wanted = beaten.getBoolean(1);
                        return;
                    }
                }
                LOG.warn("lease {} was taken by somebody else", name);
            } catch (SQLException e) {
                LOG.warn("lease {} is lost with its connection: {}", name, e.getMessage());
            }
            lost = true;
            heart.shutdown();
        }
    }

    private static String silentHolder(Connection connection, String name) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(SILENT_HOLDER)) {
            ask.setString(1, name);
            ask.setLong(2, LIFE.toSeconds());
            try (ResultSet row = ask.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static void endConnections(Connection connection, String holder) throws SQLException {
        String application = ThisProcess.applicationOf(holder);
        if (application.isEmpty() || application.equals(ThisProcess.APPLICATION)) {
            return;
        }
        try (PreparedStatement end = connection.prepareStatement(END_CONNECTIONS)) {
            end.setString(1, application);
            try (ResultSet row = end.executeQuery()) {
                row.next();
                LOG.warn("{} is silent: {} of its connections are ended", holder, row.getLong(1));
            }
        }
    }

    private static HeldElsewhereException held(Connection connection, String name) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(HOLDER)) {
            ask.setString(1, name);
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                return new HeldElsewhereException(name + " is being run by " + row.getString(1)
                        + " (last sign of life " + row.getLong(2)
                        + " s ago): wait until it is done, or stop that process; what is loaded so far is kept");
            }
        }
    }
}
