package dev.calima.batch.config;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
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
 * @param region ISO 3166-2 code of the part of the country that it stands in; null for none
 * @param holidays days that count like Sundays beside the public holidays of country and region
 * @param stations its stations
 */
public record NetworkDefinition(
        String code,
        String name,
        String country,
        @Nullable String region,
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

    /** The days of a year that count like Sundays in a training. */
    public Set<LocalDate> holidaysIn(int year) {
        PublicHolidays known = region == null ? PublicHolidays.of(country) : PublicHolidays.of(country, region);
        Set<LocalDate> dates = known.in(year);
        for (Holiday holiday : holidays) {
            dates.add(holiday.in(year));
        }
        return dates;
    }
}
