package dev.calima.batch.run;

/** An idempotency key was given to another request before. */
public final class KeyTakenException extends Exception {

    private static final long serialVersionUID = 1;

    KeyTakenException(long runId) {
        super("the Idempotency-Key was given to another request, run " + runId + ": use a new one for a new request");
    }
}
