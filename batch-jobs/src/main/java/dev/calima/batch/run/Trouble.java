package dev.calima.batch.run;

import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.LeaseLostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** What kind of trouble ended an attempt: whether to try again by itself, and when. */
enum Trouble {
    /** Somebody else is doing it: a little later. */
    BUSY,
    /** The database or the right to write was lost: as soon as it is back. */
    CUT,
    /** The disk is full: when there is room. */
    NO_SPACE,
    /** Anything else would fail again. */
    FAILURE;

    private static final int MOST_CAUSES = 50;

    static Trouble of(Throwable thrown) {
        Trouble worst = FAILURE;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable Throwable cause = thrown;
        while (cause != null && seen.size() < MOST_CAUSES && seen.add(cause)) {
            Trouble one = ofOne(cause);
            if (one != FAILURE) {
                worst = one;
            }
            cause = cause.getCause();
        }
        return worst;
    }

    private static Trouble ofOne(Throwable thrown) {
        if (thrown instanceof HeldElsewhereException) {
            return BUSY;
        }
        if (thrown instanceof LeaseLostException
                || thrown instanceof SQLTransientConnectionException
                || thrown instanceof DataAccessResourceFailureException
                || thrown instanceof TransactionException) { // neither commit nor rollback could be said
            return CUT;
        }
        if (thrown instanceof SQLException sql && sql.getSQLState() != null) {
            return ofState(sql.getSQLState());
        }
        String message = String.valueOf(thrown.getMessage());
        return thrown instanceof java.io.IOException && message.contains("No space left on device")
                ? NO_SPACE
                : FAILURE;
    }

    /** Lost connection (08), shut down or recovering (57P), too many connections, failover to a reader; deadlock and time-outs of locks. */
    private static Trouble ofState(String state) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return CUT;
        }
        return switch (state) {
            case "53100" -> NO_SPACE;
            case "53300", "25006", "40001", "40P01", "55P03" -> CUT;
            default -> FAILURE;
        };
    }
}
