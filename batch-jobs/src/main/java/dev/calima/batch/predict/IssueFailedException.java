package dev.calima.batch.predict;

import org.jspecify.annotations.Nullable;

/** Forecasts could not all be issued; the message says at which station and parameter, and what to do. */
public final class IssueFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    IssueFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
