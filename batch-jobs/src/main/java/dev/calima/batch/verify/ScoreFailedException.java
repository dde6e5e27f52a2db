package dev.calima.batch.verify;

import org.jspecify.annotations.Nullable;

/** The scoring broke off; what was scored stays, and started again it goes on. */
public class ScoreFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScoreFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
