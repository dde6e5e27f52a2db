package dev.calima.batch.backfill.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a backfill's data come from. */
public enum Origin {
    /** What lies in the landing area. */
    LANDING,
    /** Files that somebody names. */
    LOCATION,
    /** The feed's source, which is asked again. */
    SOURCE;

    /** How it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is written so; empty when none is. */
    public static Optional<Origin> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
