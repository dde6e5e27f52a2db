package dev.calima.batch.trial;

import org.jspecify.annotations.Nullable;

/**
 * Series of the database, by what people call them.
 *
 * @param network code of the network
 * @param station code of the station; null for all of the network
 * @param parameter what is measured; null for all pollutants
 */
public record SeriesName(
        String network, @Nullable String station, @Nullable String parameter) {

    @Override
    public String toString() {
        return network + "/" + (station == null ? "*" : station) + "/" + (parameter == null ? "*" : parameter);
    }
}
