package dev.calima.batch.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param kind what
 * @param profile name of the training profile that it starts from
 * @param settings keys of a profile that are changed for this once, as in its file; empty for none
 * @param series series of the database; empty when a file or a training is named
 * @param training an earlier training whose models are asked; null for none
 * @param zone clock by which days are counted for an attached file; null for UTC
 * @param from only hours from here on are used; null for all
 * @param to only hours before this are used, and a forecast begins here; null for all
 * @param at the one moment that is asked for, within the horizon; null for the whole of it
 * @param level confidence of the interval, 0.50 to 0.99
 */
public record TrialWish(
        TrialKind kind,
        String profile,
        Map<String, Object> settings,
        List<SeriesName> series,
        @Nullable UUID training,
        @Nullable String zone,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant at,
        double level) {

    public TrialWish {
        settings = Map.copyOf(settings);
        series = List.copyOf(series);
    }
}
