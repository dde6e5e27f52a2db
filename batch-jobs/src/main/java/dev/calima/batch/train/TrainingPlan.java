package dev.calima.batch.train;

import dev.calima.batch.config.Holiday;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.batch.profile.NetworkCalendar;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.store.ModelCodec;
import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How and from what one run learns: the series, and for each the complete profile with its network's clock and calendar.
 * A network without a file in the configuration keeps the database's zone and has no holidays. Immutable.
 */
final class TrainingPlan {

    private final TrainingDefinition definition;
    private final @Nullable Integer profileVersion;
    private final JobsConfig config;
    private final List<TrainingSeries> series;

    /** @param profileVersion version of the profile, 0 for its file; null when that is not known any more */
    TrainingPlan(
            TrainingDefinition definition,
            @Nullable Integer profileVersion,
            JobsConfig config,
            List<TrainingSeries> series) {
        this.definition = definition;
        this.profileVersion = profileVersion;
        this.config = config;
        this.series = List.copyOf(series);
    }

    /** A network's clock, and whose holidays beside which of its own, as they stand in {@link #parameters()}. */
    record Calendar(String zone, String country, String region, List<String> holidays) {}

    /** How it is learnt. */
    TrainingDefinition definition() {
        return definition;
    }

    @Nullable Integer profileVersion() {
        return profileVersion;
    }

    /** What there is to learn from, by key. */
    List<TrainingSeries> series() {
        return series;
    }

    /** The profile as used, as JSON; the same plan always gives the same text. */
    String parameters() {
        Map<String, Object> all = new LinkedHashMap<>(values(definition.usual()));
        Map<String, Calendar> calendars = new TreeMap<>();
        for (TrainingSeries one : series) {
            List<String> holidays =
                    holidays(one).stream().map(TrainingPlan::text).toList();
            calendars.putIfAbsent(one.network(), new Calendar(zone(one).getId(), country(one), region(one), holidays));
        }
        all.put("networks", calendars);
        all.put("modelFormat", ModelCodec.VERSION);
        return JsonMapper.shared().writeValueAsString(all);
    }

    /** The identity of how it is learnt. */
    Fingerprint profileFingerprint() {
        return Fingerprint.of(parameters());
    }

    /** The identity of what is learnt from. */
    Fingerprint dataFingerprint() {
        StringBuilder lines = new StringBuilder();
        for (TrainingSeries one : series) {
            lines.append(one.seriesId())
                    .append(' ')
                    .append(one.changedAt())
                    .append(' ')
                    .append(one.days())
                    .append('\n');
        }
        return Fingerprint.of(lines.toString());
    }

    /** The profile for one series; holidays reach from the first year of its history to the year after its last. */
    TrainingProfile profileFor(TrainingSeries one, Series history) {
        return definition.profile(NetworkCalendar.of(config, one.network(), one.networkZone(), history));
    }

    private ZoneId zone(TrainingSeries one) {
        @Nullable NetworkDefinition network = config.networks().get(one.network());
        return network == null ? one.networkZone() : network.zone();
    }

    private String country(TrainingSeries one) {
        @Nullable NetworkDefinition network = config.networks().get(one.network());
        return network == null ? "" : network.country();
    }

    private String region(TrainingSeries one) {
        @Nullable NetworkDefinition network = config.networks().get(one.network());
        return network == null || network.region() == null ? "" : network.region();
    }

    private List<Holiday> holidays(TrainingSeries one) {
        @Nullable NetworkDefinition network = config.networks().get(one.network());
        return network == null ? List.of() : network.holidays();
    }

    private static String text(Holiday holiday) {
        return switch (holiday) {
            case Holiday.Fixed fixed -> fixed.day().toString();
            case Holiday.FromEaster(int days) -> "easter" + (days < 0 ? "" : "+") + days;
        };
    }

    /** Every value of a profile but the calendar; by reflection, so that a new one cannot be forgotten. */
    private static Map<String, Object> values(TrainingProfile profile) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : TrainingProfile.class.getRecordComponents()) {
            if (component.getType() == DayTypes.class) {
                continue;
            }
            try {
                Object value = component.getAccessor().invoke(profile);
                values.put(component.getName(), value instanceof Horizon horizon ? (Object) horizon.steps() : value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component.getName() + " of the training profile", e);
            }
        }
        return values;
    }
}
