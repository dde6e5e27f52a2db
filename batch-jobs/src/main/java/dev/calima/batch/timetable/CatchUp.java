package dev.calima.batch.timetable;

/** What is made of due moments that passed while nothing ran. */
public enum CatchUp {
    /** Each of them, the oldest first. */
    EACH,
    /** Only the newest. */
    LATEST,
    /** None. */
    NONE
}
