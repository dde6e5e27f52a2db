package dev.calima.batch.ingest.reconcile;

import org.jspecify.annotations.Nullable;

/** A check failed; the message says which, and what to do. */
public final class ReconcileFailedException extends Exception {

    private static final long serialVersionUID = 1;

    ReconcileFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
