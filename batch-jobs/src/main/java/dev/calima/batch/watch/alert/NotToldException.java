package dev.calima.batch.watch.alert;

import org.jspecify.annotations.Nullable;

/** A channel did not take a message; it is told again later. */
public final class NotToldException extends Exception {

    private static final long serialVersionUID = 1;

    NotToldException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
