package dev.calima.batch.ingest.fetch;

/** A path that was typed leads to no file; the message says which and what to do. */
public final class NothingFoundException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message what was meant, why it is not there, and what to do */
    public NothingFoundException(String message) {
        super(message);
    }
}
