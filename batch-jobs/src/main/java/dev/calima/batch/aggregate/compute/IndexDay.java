package dev.calima.batch.aggregate.compute;

/**
 * An index on a local day at a station.
 *
 * @param band worst band of any hour, from 1; 0 when no hour has one
 * @param parameterId the pollutant that decided; 0 when no hour has a band
 * @param hours hours with a band
 * @param hoursAtWorst hours in the worst band
 */
public record IndexDay(int band, int parameterId, int hours, int hoursAtWorst) {}
