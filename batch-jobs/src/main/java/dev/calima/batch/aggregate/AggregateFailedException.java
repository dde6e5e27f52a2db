package dev.calima.batch.aggregate;

import org.jspecify.annotations.Nullable;

/** What was stale could not all be computed; the message says of which station and years, and what to do. */
public final class AggregateFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AggregateFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
