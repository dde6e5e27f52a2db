package dev.calima.batch.config;

/** What the number of a published hour means. */
public enum HourLabel {
    /** The hour that ends then: 1 is 00:00 to 01:00. */
    ENDING,
    /** The hour that begins then: 0 is 00:00 to 01:00. */
    BEGINNING
}
