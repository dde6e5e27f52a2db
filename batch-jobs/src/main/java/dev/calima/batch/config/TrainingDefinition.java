package dev.calima.batch.config;

import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.TrainingProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A training profile, as its file in {@code jobs-config/training} describes it, or as it was given at run time.
 *
 * @param name name of the profile
 * @param usual what it says about learning, with weekends for a calendar and UTC for a clock
 * @param appliesTo which series it is for
 * @param promotion when what is learnt with it takes the champion's place
 * @param content its keys and values as they were given
 */
public record TrainingDefinition(
        String name, TrainingProfile usual, AppliesTo appliesTo, Promotion promotion, Map<String, Object> content) {

    public TrainingDefinition {
        content = new LinkedHashMap<>(content);
    }

    /** The profile with the clock and calendar of a series. */
    public TrainingProfile profile(DayTypes dayTypes) {
        return usual.withDayTypes(dayTypes);
    }

    /** Hours ahead. */
    public int horizonHours() {
        return usual.horizon().steps();
    }

    /** Those of them between which nobody could choose, in a sentence each that names both. */
    public static List<String> clashes(Collection<TrainingDefinition> all) {
        List<TrainingDefinition> sorted = all.stream()
                .sorted(Comparator.comparing(TrainingDefinition::name))
                .toList();
        List<String> clashes = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            for (TrainingDefinition other : sorted.subList(i + 1, sorted.size())) {
                TrainingDefinition one = sorted.get(i);
                if (one.appliesTo().clashesWith(other.appliesTo())) {
                    clashes.add("training profiles '" + one.name() + "' (" + one.appliesTo() + ") and '" + other.name()
                            + "' (" + other.appliesTo()
                            + ") could both be meant for the same series: make applies-to of one of them more particular,"
                            + " or take away what both have");
                }
            }
        }
        return clashes;
    }

    /** What was given, as YAML. */
    public String yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(content);
    }
}
