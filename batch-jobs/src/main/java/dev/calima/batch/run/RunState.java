package dev.calima.batch.run;

import java.util.Locale;

/** Where a run is. */
public enum RunState {
    /** Waits for a worker. */
    QUEUED,
    /** A worker does it. */
    RUNNING,
    /** It was told to stop, and its worker has not let go yet. */
    STOPPING,
    /** Its worker has let go; a restart goes on. */
    STOPPED,
    /** Done. */
    COMPLETED,
    /** It failed; what was committed stays, and a restart goes on. */
    FAILED,
    /** Never to be taken up again. */
    ABANDONED;

    /** As it stands in the table and in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such state */
    public static RunState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether somebody does it, or will by itself. */
    public boolean isAlive() {
        return this == QUEUED || this == RUNNING || this == STOPPING;
    }
}
