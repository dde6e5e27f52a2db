package dev.calima.batch.ingest.load;

/** Somebody else loads this now; the transaction in hand must be rolled back. */
public final class LostLeaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LostLeaseException(String message) {
        super(message);
    }
}
