package dev.calima.batch.ingest.http;

/** An address that may not be asked; the message says why, and what to do. */
public final class ForbiddenHostException extends Exception {

    private static final long serialVersionUID = 1;

    ForbiddenHostException(String message) {
        super(message);
    }
}
