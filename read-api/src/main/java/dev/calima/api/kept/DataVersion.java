package dev.calima.api.kept;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the database holds, as a word that changes with every transaction that is committed. Whoever asks is told of everything
 * that was committed before: the database is looked at after the question came, once for all who wait. Thread-safe.
 */
@Component
public class DataVersion {

    private static final Logger LOG = LoggerFactory.getLogger(DataVersion.class);

    private final VersionQueries queries;
    private final ReentrantLock turn = new ReentrantLock();
    private Look last = new Look(System.nanoTime(), Optional.empty());

    DataVersion(VersionQueries queries) {
        this.queries = queries;
    }

    /** The version now; empty when the database does not answer. */
    public Optional<String> current() {
        long came = System.nanoTime();
        turn.lock();
        try {
            if (last.began() - came <= 0) {
                last = look();
            }
            return last.version();
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
    private record Look(long began, Optional<String> version) {}
}
