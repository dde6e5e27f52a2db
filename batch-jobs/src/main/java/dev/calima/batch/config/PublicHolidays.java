package dev.calima.batch.config;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public and bank holidays of one country, or of one of its regions, as Jollyday lists them. Those of a town are not
 * among them. Immutable and safe to share between threads.
 */
public final class PublicHolidays {

    private static final Map<String, HolidayManager> MANAGERS = new ConcurrentHashMap<>();

    private final String country;
    private final Optional<String> region;

    private PublicHolidays(String country, Optional<String> region) {
        this.country = country;
        this.region = region;
    }

    /** Whether any are listed for a country, by its ISO 3166-1 alpha-2 code. */
    public static boolean know(String country) {
        return HolidayManager.getSupportedCalendarCodes().contains(country.toUpperCase(Locale.ROOT));
    }

    /** Those of a whole country; none when no list of it is known. */
    public static PublicHolidays of(String country) {
        return new PublicHolidays(country.toLowerCase(Locale.ROOT), Optional.empty());
    }

    /**
     * Those of a region, the country's among them.
     *
     * @param region ISO 3166-2 code, such as {@code ES-MD}
     * @throws IllegalArgumentException when the region does not lie in the country, or nothing is known of it
     */
    public static PublicHolidays of(String country, String region) {
        String code = country.toLowerCase(Locale.ROOT);
        String[] parts = region.toLowerCase(Locale.ROOT).split("-", 2);
        if (parts.length < 2 || !parts[0].equals(code)) {
            throw new IllegalArgumentException(
                    "'" + region + "' is not a region of " + country + " by ISO 3166-2, such as ES-MD");
        }
        Map<String, CalendarHierarchy> regions =
                know(country) ? manager(code).getCalendarHierarchy().getChildren() : Map.of();
        if (!regions.containsKey(parts[1])) {
            throw new IllegalArgumentException("the holidays of " + region + " are not known; those of " + country
                    + " are known for " + new TreeSet<>(regions.keySet()));
        }
        return new PublicHolidays(code, Optional.of(parts[1]));
    }

    private static HolidayManager manager(String code) {
        return MANAGERS.computeIfAbsent(code, any -> HolidayManager.getInstance(ManagerParameters.create(code)));
    }

    /** The holidays of a year. */
    public Set<LocalDate> in(int year) {
        Set<LocalDate> dates = new TreeSet<>();
        if (!know(country)) {
            return dates;
        }
        String[] path = region.map(code -> new String[] {code}).orElseGet(() -> new String[0]);
        for (Holiday holiday : manager(country).getHolidays(Year.of(year), path)) {
            if (holiday.getType() != HolidayType.OBSERVANCE) {
                dates.add(holiday.getDate());
            }
        }
        return dates;
    }
}
