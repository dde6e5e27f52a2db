package dev.calima.batch.backfill.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which partitions of its range a backfill loads. */
public enum Reprocess {
    /** Those that were never loaded. */
    NONE,
    /** Those whose last run failed. */
    FAILED,
    /** Those with hours that are missing by us. */
    MISSING,
    /** Every one, once more. */
    ALL;

    /** How it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is written so; empty when none is. */
    public static Optional<Reprocess> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
