package dev.calima.batch.ingest.load;

/** More of a load's lines are refused than its feed allows; nothing of it was written. The message says what to do. */
public final class RefusedLoadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedLoadException(String message) {
        super(message);
    }
}
