package dev.calima.batch.purge;

import org.jspecify.annotations.Nullable;

/** Retention could not be carried out; what is gone is gone, and the same again goes on. The message says what to do. */
public final class PurgeFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PurgeFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
