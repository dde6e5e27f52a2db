package dev.calima.batch.registry;

import org.jspecify.annotations.Nullable;

/**
 * Which models are meant; null is any.
 *
 * @param network code of a network
 * @param station code of a station
 * @param parameter what is measured
 * @param role champion or challenger
 */
public record RegistryFilter(
        @Nullable String network,
        @Nullable String station,
        @Nullable String parameter,
        @Nullable String role) {

    /** Everything about one series. */
    public static RegistryFilter of(SeriesPath series) {
        return new RegistryFilter(series.network(), series.station(), series.parameter(), null);
    }
}
