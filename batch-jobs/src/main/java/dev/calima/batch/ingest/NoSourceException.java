package dev.calima.batch.ingest;

/** A feed cannot be asked for, or not for that time; the message says why and what to do. */
public final class NoSourceException extends Exception {

    private static final long serialVersionUID = 1;

    NoSourceException(String message) {
        super(message);
    }
}
