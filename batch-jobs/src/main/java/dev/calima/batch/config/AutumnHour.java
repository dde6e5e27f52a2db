package dev.calima.batch.config;

/** Which of the two equal local hours of the autumn clock change a file without offsets is taken to mean. */
public enum AutumnHour {
    /** The first, still in summer time. */
    FIRST,
    /** The second, in winter time. */
    SECOND
}
