package dev.calima.batch.ingest;

import org.jspecify.annotations.Nullable;

/**
 * One value whose time is told as a moment, in the publisher's own codes and units. Whether the moment is the begin or the
 * end of the period, the feed's definition says ({@code hour-label}).
 *
 * @param line its line, from 1
 * @param field the column that holds the value where a line has several, such as {@code PM2.5}; empty when it has one
 * @param station the publisher's code of the station
 * @param seen what the line itself tells of the station; null when nothing
 * @param parameter the publisher's key of the parameter
 * @param unit the unit as the line tells it; null when it does not, and the feed's definition decides
 * @param epochSecond the moment, in seconds since 1970-01-01T00:00Z
 * @param stepMinutes length of the period in minutes
 * @param value in the publisher's unit
 * @param mark {@link Reading#VALID}, {@link Reading#INVALID} or {@link Reading#MAINTENANCE}
 */
public record StampedReading(
        long line,
        String field,
        String station,
        @Nullable SeenStation seen,
        String parameter,
        @Nullable String unit,
        long epochSecond,
        int stepMinutes,
        double value,
        byte mark)
        implements Parsed {

    /**
     * What a line tells of its station.
     *
     * @param name its name
     * @param latitude degrees north, WGS 84
     * @param longitude degrees east, WGS 84
     */
    public record SeenStation(String name, double latitude, double longitude) {}
}
