package dev.calima.batch.ledger;

/**
 * Somebody else does this now, or the connection that keeps the {@link Lease} is gone: the transaction in hand must be
 * rolled back, and this run writes no more. The message says what of and what is kept.
 */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LeaseLostException(String message) {
        super(message);
    }
}
