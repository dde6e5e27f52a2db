package dev.calima.batch.config;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A monitoring network, as its file in {@code jobs-config/networks} describes it.
 *
 * @param code short name
 * @param name name for people
 * @param country ISO 3166-1 alpha-2 code
 * @param zone zone in which its days are counted
 * @param attribution the sentence that the licence asks for
 * @param licence name of the licence
 * @param licenceUrl where it stands
 * @param holidays days that count like Sundays
 * @param stations its stations
 */
public record NetworkDefinition(
        String code,
        String name,
        String country,
        ZoneId zone,
        String attribution,
        String licence,
        @Nullable String licenceUrl,
        List<Holiday> holidays,
        List<StationDefinition> stations) {

    public NetworkDefinition {
        holidays = List.copyOf(holidays);
        stations = List.copyOf(stations);
    }
}
