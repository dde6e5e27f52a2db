package dev.calima.batch.ingest;

import java.time.LocalDate;
import java.util.List;

/**
 * What one line of a file says, in the publisher's own codes, units and hours: some consecutive hours of a day of one
 * parameter at one station. The arrays are the reader's own and are used again for the next line.
 */
public final class Reading implements Parsed {

    /** The line says nothing about the hour. */
    public static final byte NOTHING = 0;
    /** A value that the publisher calls valid. */
    public static final byte VALID = 1;
    /** A value that the publisher calls not valid. */
    public static final byte INVALID = 2;
    /** A value of a time of maintenance or calibration, not valid. */
    public static final byte MAINTENANCE = 3;

    private final long line;
    private final String field;
    private final String station;
    private final String parameter;
    private final LocalDate day;
    private final int firstHour;
    private final double[] values;
    private final byte[] marks;
    private final List<Notice> notices;

    /**
     * A line that holds nothing else.
     *
     * @param line its number, from 1
     * @param station the publisher's code of the station
     * @param parameter the publisher's key of the parameter
     * @param day the local day
     * @param firstHour number that the publisher gives the first of the hours
     * @param values one for each hour, in the publisher's unit
     * @param marks {@link #NOTHING}, {@link #VALID}, {@link #INVALID} or {@link #MAINTENANCE} for each hour
     * @param notices single values that could not be read; their mark is {@link #NOTHING}
     */
    public Reading(
            long line,
            String station,
            String parameter,
            LocalDate day,
            int firstHour,
            double[] values,
            byte[] marks,
            List<Notice> notices) {
        this(line, "", station, parameter, day, firstHour, values, marks, notices);
    }

    /**
     * One of the readings of a line.
     *
     * @param line its number, from 1
     * @param field the column that holds the value where a line has several, such as {@code PM2.5}; empty when it has one
     * @param station the publisher's code of the station
     * @param parameter the publisher's key of the parameter
     * @param day the local day
     * @param firstHour number that the publisher gives the first of the hours
     * @param values one for each hour, in the publisher's unit
     * @param marks as in the other constructor
     * @param notices single values that could not be read; their mark is {@link #NOTHING}
     */
    public Reading(
            long line,
            String field,
            String station,
            String parameter,
            LocalDate day,
            int firstHour,
            double[] values,
            byte[] marks,
            List<Notice> notices) {
        this.line = line;
        this.field = field;
        this.station = station;
        this.parameter = parameter;
        this.day = day;
        this.firstHour = firstHour;
        this.values = values;
        this.marks = marks;
        this.notices = notices;
    }

    @Override
    public long line() {
        return line;
    }

    /** The column that holds the value where a line has several; empty when it has one. */
    public String field() {
        return field;
    }

    public String station() {
        return station;
    }

    public String parameter() {
        return parameter;
    }

    public LocalDate day() {
        return day;
    }

    public int firstHour() {
        return firstHour;
    }

    /** How many hours the line has. */
    public int hours() {
        return values.length;
    }

    /** Value of the i-th hour from 0, in the publisher's unit. */
    public double value(int i) {
        return values[i];
    }

    /** Mark of the i-th hour from 0. */
    public byte mark(int i) {
        return marks[i];
    }

    /** The single values that could not be read. */
    public List<Notice> notices() {
        return notices;
    }
}
