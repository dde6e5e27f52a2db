package dev.calima.batch.watch;

import java.util.Locale;

/** What may be wrong. The name in files, rows and messages is {@link #code()}. */
public enum Rule {
    /** The newest attempt of a job failed. */
    RUN_FAILED,
    /** A run has no living worker. */
    RUN_ORPHANED,
    /** A run waits for longer than it may. */
    JOB_LATE,
    /** A feed tells of no newer hour for longer than its file says. */
    FEED_SILENT,
    /** Too many lines of a feed's newest load were refused. */
    TOO_MANY_REJECTS,
    /** The newest forecast is old. */
    FORECAST_OLD,
    /** The disk is nearly full. */
    DISK_LOW,
    /** The landing area cannot be reached. */
    LANDING_AWAY;

    /** Its name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is about one machine, so that only that machine can say that it is over. */
    public boolean ofMachine() {
        return this == DISK_LOW || this == LANDING_AWAY;
    }
}
