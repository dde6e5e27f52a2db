package dev.calima.batch.backfill;

import java.util.Locale;

/** Where a backfill is. */
public enum BackfillState {
    /** Planned, and not begun. */
    PLANNED,
    /** Its partitions are loaded one after the other. */
    RUNNING,
    /** No new partition is begun; the one in hand comes to the end of its chunk. */
    PAUSING,
    /** Nothing of it is done until it is resumed. */
    PAUSED,
    /** As pausing, but for good. */
    CANCELLING,
    /** Every partition is done. */
    COMPLETED,
    /** Every partition has ended, some of them failed. */
    COMPLETED_WITH_FAILURES,
    /** Given up. What was loaded stays. */
    CANCELLED;

    /** As it is shown and stored. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** @throws IllegalArgumentException when there is no such state */
    public static BackfillState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    /** Whether it has come to an end. */
    public boolean isEnded() {
        return this == COMPLETED || this == COMPLETED_WITH_FAILURES || this == CANCELLED;
    }

    /** Whether it goes on by itself. */
    public boolean isMoving() {
        return this == RUNNING || this == PAUSING || this == CANCELLING;
    }
}
