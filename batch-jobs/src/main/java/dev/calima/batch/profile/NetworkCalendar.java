package dev.calima.batch.profile;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Series;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clock and the holidays of a network's series. A network without a file keeps the database's zone and has no holidays. */
public final class NetworkCalendar {

    private NetworkCalendar() {}

    /**
     * Holidays reach from the year before the series begins to the year after it ends.
     *
     * @param network code of the network
     * @param stored its zone in the database
     */
    public static DayTypes of(JobsConfig config, String network, ZoneId stored, Series hours) {
        @Nullable NetworkDefinition definition = config.networks().get(network);
        if (definition == null) {
            return DayTypes.of(stored);
        }
        Set<LocalDate> dates = new HashSet<>();
        int last = hours.end().atZone(ZoneOffset.UTC).getYear() + 1;
        for (int year = hours.start().atZone(ZoneOffset.UTC).getYear() - 1; year <= last; year++) {
            dates.addAll(definition.holidaysIn(year));
        }
        return DayTypes.of(definition.zone(), dates);
    }
}
