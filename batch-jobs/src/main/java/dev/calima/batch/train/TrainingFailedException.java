package dev.calima.batch.train;

import org.jspecify.annotations.Nullable;

/** A training could not be brought to its end; the message says at which station and parameter, and what to do. */
public final class TrainingFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TrainingFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
