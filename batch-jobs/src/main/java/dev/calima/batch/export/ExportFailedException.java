package dev.calima.batch.export;

/** Exports could not be published. The message says what to do. */
public final class ExportFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ExportFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
