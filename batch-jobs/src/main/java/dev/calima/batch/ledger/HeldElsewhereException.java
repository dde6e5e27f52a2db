package dev.calima.batch.ledger;

/** Somebody else is doing this just now; the message says who and what to do. */
public final class HeldElsewhereException extends Exception {

    private static final long serialVersionUID = 1;

    public HeldElsewhereException(String message) {
        super(message);
    }
}
