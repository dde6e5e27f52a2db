package dev.calima.batch.ingest;

import org.jspecify.annotations.Nullable;

/** A load failed; the message says feed, file and line, and what to do. What was committed stays. */
public final class LoadFailedException extends Exception {

    private static final long serialVersionUID = 1;

    LoadFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
