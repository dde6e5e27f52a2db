package dev.calima.batch.run;

import java.util.Locale;

/** How a job's work ended. */
public enum RunOutcome {
    /** Done. */
    COMPLETED,
    /** There was nothing to do. */
    NOOP,
    /** Done, but something was refused. */
    REJECTS,
    /** It was told to stop; a restart goes on. */
    STOPPED,
    /** It failed. */
    FAILED,
    /** Somebody else was doing it just now. */
    BUSY;

    /** As it stands in the table and in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such outcome */
    public static RunOutcome of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
