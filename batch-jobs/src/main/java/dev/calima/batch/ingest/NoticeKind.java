package dev.calima.batch.ingest;

import java.util.Locale;

/** The kinds of problem that a published line or value can have. Each is explained in {@code docs/notices.md}. */
public enum NoticeKind {
    /** The line has more or fewer columns than the format. */
    WRONG_NUMBER_OF_COLUMNS,
    /** The line has more or fewer characters than the format. */
    WRONG_LENGTH,
    /** The line is in another layout of the same publisher than its file. */
    OTHER_LAYOUT,
    /** The line is longer than any line of any format. */
    LINE_TOO_LONG,
    /** A column that must hold a number, or a value, holds something else. */
    NOT_A_NUMBER,
    /** A quoted column is not closed, or goes on after its closing quote. */
    BROKEN_QUOTES,
    /** A column that must hold a time holds something else, or no full hour where it must be one. */
    NOT_A_TIME,
    /** The date is none of the calendar. */
    IMPOSSIBLE_DATE,
    /** The date is in the future, or before anybody measured. */
    DATE_OUT_OF_RANGE,
    /** The station is none of the network's. */
    UNKNOWN_STATION,
    /** The parameter is none of the feed's. */
    UNKNOWN_PARAMETER,
    /** The flag has never been seen, so nobody knows whether the value may be used. */
    UNKNOWN_FLAG,
    /** The unit that the line tells is none that can be converted to the stored one. */
    UNKNOWN_UNIT,
    /** The time is no begin or end of a period of the series. */
    NOT_ON_THE_GRID,
    /** Another sensor of the station tells the same parameter of the same period. */
    SECOND_SENSOR,
    /** The document ends, or is no longer well-formed, before its last element. */
    BROKEN_DOCUMENT,
    /** A valid value for an hour that the spring clock change leaves out. */
    HOUR_DOES_NOT_EXIST,
    /** A later line of the same file says something else about the same value. */
    CONTRADICTS_ITSELF;

    /** How it is stored and shown, such as {@code unknown-station}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
