package dev.calima.batch.ingest;

/** Refused lines that were asked for are not there, or cannot be loaded again; the message says which and what to do. */
public final class UnknownRejectsException extends Exception {

    private static final long serialVersionUID = 1;

    public UnknownRejectsException(String message) {
        super(message);
    }
}
