package dev.calima.api.kept;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the database holds, as a word that changes with every transaction that is committed. Whoever asks is told of everything
 * that was committed a millisecond before, or earlier: the database is looked at once for all who ask within a millisecond, and by
 * each who asks alone. Thread-safe.
 */
@Component
public class DataVersion {

    private static final Logger LOG = LoggerFactory.getLogger(DataVersion.class);

    /** How old a look may be. Less than what it takes a writer to hear of its commit, to ask, and to be heard. */
    private static final long SHARED_NANOS = 1_000_000;

    private final VersionQueries queries;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Look last = new Look(System.nanoTime() - 2 * SHARED_NANOS, Optional.empty());

    DataVersion(VersionQueries queries) {
        this.queries = queries;
    }

    /** The version now; empty when the database does not answer. */
    public Optional<String> current() {
        long came = System.nanoTime();
        Look known = last;
        if (known.serves(came)) {
            return known.version();
        }
        turn.lock();
        try {
            known = last;
            if (!known.serves(came)) {
                known = look();
                last = known;
            }
            return known.version();
        } finally {
            turn.unlock();
        }
    }

    private Look look() {
        long began = System.nanoTime();
        try {
            return new Look(began, Optional.of(queries.current()));
        } catch (SQLException e) {
            LOG.debug("the database does not tell its version; answers are made anew", e);
            return new Look(began, Optional.empty());
        }
    }

    /** @param began by {@link System#nanoTime()} */
    private record Look(long began, Optional<String> version) {

        private boolean serves(long came) {
            return came - began <= SHARED_NANOS;
        }
    }
}
