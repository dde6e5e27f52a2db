package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.Reading;
import java.time.YearMonth;
import java.util.List;

/**
 * What one line of a daily file says: the days of a month of one magnitude at one station. The arrays are the reader's own
 * and are used again for the next line.
 */
public final class PublishedMonth {

    private final long line;
    private final String station;
    private final String parameter;
    private final YearMonth month;
    private final double[] values;
    private final byte[] marks;
    private final int[] decimals;
    private final List<Notice> notices;

    PublishedMonth(
            long line,
            String station,
            String parameter,
            YearMonth month,
            double[] values,
            byte[] marks,
            int[] decimals,
            List<Notice> notices) {
        this.line = line;
        this.station = station;
        this.parameter = parameter;
        this.month = month;
        this.values = values;
        this.marks = marks;
        this.decimals = decimals;
        this.notices = notices;
    }

    /** Its number in the file, from 1. */
    public long line() {
        return line;
    }

    /** The publisher's code of the station. */
    public String station() {
        return station;
    }

    /** The publisher's key of the parameter. */
    public String parameter() {
        return parameter;
    }

    /** The local month. */
    public YearMonth month() {
        return month;
    }

    /** Value of a day from 1, in the publisher's unit. */
    public double value(int day) {
        return values[day - 1];
    }

    /** Mark of a day from 1, as in {@link Reading}. */
    public byte mark(int day) {
        return marks[day - 1];
    }

    /** Digits behind the point of a day's value, as it is written. */
    public int decimals(int day) {
        return decimals[day - 1];
    }

    /** The single values that could not be read. */
    public List<Notice> notices() {
        return notices;
    }
}
