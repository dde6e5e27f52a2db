package dev.calima.api.frame;

import dev.calima.api.index.IndexVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays measured and forecast values over each other, hour by hour. */
final class FrameBuilder {

    private static final int DAY = 24;
    /** Of the last 24 hours so many must be there. */
    private static final int ENOUGH_OF_DAY = 18;

    private final List<FrameQueries.Site> sites;
    private final Map<Integer, Map<Instant, Float>> observed;
    private final Map<Integer, Map<Instant, Float>> forecast;

    FrameBuilder(
            List<FrameQueries.Site> sites,
            Map<Integer, Map<Instant, Float>> observed,
            Map<Integer, Map<Instant, Float>> forecast) {
        this.sites = sites;
        this.observed = observed;
        this.forecast = forecast;
    }

    /** An hour is observed when any station has a value of it; else it is forecast, when any forecast has one. */
    boolean isObserved(Instant hour) {
        return has(observed, hour) || !has(forecast, hour);
    }

    /** The value of each station; null where it has none of the hour's kind. */
    List<@Nullable Float> values(Instant hour) {
        Map<Integer, Map<Instant, Float>> from = isObserved(hour) ? observed : forecast;
        List<@Nullable Float> row = new ArrayList<>(sites.size());
        for (FrameQueries.Site site : sites) {
            row.add(from.getOrDefault(site.seriesId(), Map.of()).get(hour));
        }
        return row;
    }

    /** The band of each station: of the hour, or of the mean of the last 24 where the index says so. */
    List<@Nullable Integer> bands(Instant hour, IndexVersion.Pollutant pollutant) {
        List<@Nullable Integer> row = new ArrayList<>(sites.size());
        for (int site = 0; site < sites.size(); site++) {
            @Nullable Double mean = mean(site, hour, pollutant.averagingHours());
            row.add(mean == null ? null : (Integer) pollutant.band(mean));
        }
        return row;
    }

    private @Nullable Double mean(int site, Instant hour, int hours) {
        double sum = 0;
        int count = 0;
        for (int back = 0; back < hours; back++) {
            Float value = values(hour.minus(Duration.ofHours(back))).get(site);
            if (value != null) {
                sum += value;
                count++;
            }
        }
        int enough = hours == DAY ? ENOUGH_OF_DAY : hours;
        return count < enough ? null : (Double) (sum / count);
    }

    private static boolean has(Map<Integer, Map<Instant, Float>> values, Instant hour) {
        return values.values().stream().anyMatch(ofSeries -> ofSeries.containsKey(hour));
    }
}
