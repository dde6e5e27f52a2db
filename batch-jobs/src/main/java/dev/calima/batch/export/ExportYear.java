package dev.calima.batch.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a file holds: the hourly values of a parameter in a network in a year of its local time.
 *
 * @param networkId key of the network
 * @param network its code
 * @param zone zone in which its years are counted
 * @param parameterId key of the parameter
 * @param parameter its code
 * @param unit unit of all values
 * @param year the year: periods that start in it
 */
record ExportYear(
        short networkId, String network, ZoneId zone, short parameterId, String parameter, String unit, int year) {

    /** Start of its first hour. */
    Instant from() {
        return LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant();
    }

    /** Start of the first hour after it. */
    Instant to() {
        return LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant();
    }

    @Override
    public String toString() {
        return network + " " + parameter + " " + year;
    }
}
