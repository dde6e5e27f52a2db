package dev.calima.batch.access;

/** There is no such key, or none that could be taken back. */
public final class UnknownKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownKeyException(String message) {
        super(message);
    }
}
