package dev.calima.batch.backfill;

import java.util.Locale;

/** What an operator may tell a backfill. */
public enum BackfillVerb {
    /** Begins no new partition; the one in hand stops at the end of its chunk. */
    PAUSE,
    /** Goes on, or begins what is only planned. */
    RESUME,
    /** Tries the failed partitions again. */
    RESUME_FAILED,
    /** Gives up what is left. */
    CANCEL;

    /** As it is written in commands, addresses and the audit. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
