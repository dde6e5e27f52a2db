package dev.calima.batch.run;

import java.util.Locale;

/** Whose threads do a run. Each pool has its own, so that a backfill never keeps the hourly load waiting. */
public enum Pool {
    /** What is due each hour. */
    HOURLY,
    /** What operators, uploads and the nightly schedule want. */
    DEFAULT,
    /** Parts of backfills. */
    BACKFILL;

    /** As it stands in the table and in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such pool */
    public static Pool of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
