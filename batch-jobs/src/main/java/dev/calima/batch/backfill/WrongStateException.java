package dev.calima.batch.backfill;

/** What was wanted does not fit the state of the backfill; the message says the state and what to do. */
public final class WrongStateException extends Exception {

    private static final long serialVersionUID = 1;

    WrongStateException(String message) {
        super(message);
    }
}
