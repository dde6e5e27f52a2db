package dev.calima.batch.registry;

/** There is no such series with models, or no such model of it. */
public final class UnknownModelException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownModelException(String message) {
        super(message);
    }
}
