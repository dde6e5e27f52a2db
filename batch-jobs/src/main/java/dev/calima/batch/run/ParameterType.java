package dev.calima.batch.run;

/** What the text of a parameter must be. */
public enum ParameterType {
    /** Anything on one line. */
    TEXT,
    /** Several texts, one a line. */
    TEXTS,
    /** A whole number, 0 or more. */
    WHOLE,
    /** A number. */
    NUMBER,
    /** {@code true} or {@code false}. */
    FLAG,
    /** A moment, such as {@code 2026-11-24T10:00:00Z}. */
    INSTANT,
    /** A day, such as {@code 2026-11-24}. */
    DAY,
    /** A key that an address ends with, such as {@code 123e4567-e89b-12d3-a456-426614174000}; whether it is there is seen by the run. */
    KEY
}
