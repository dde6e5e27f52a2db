package dev.calima.batch.config;

import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.TrainingProfile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A training profile, as its file in {@code jobs-config/training} describes it, or as it was given at run time.
 *
 * @param name name of the profile
 * @param usual what it says, with weekends for a calendar and UTC for a clock
 * @param content its keys and values as they were given
 */
public record TrainingDefinition(String name, TrainingProfile usual, Map<String, Object> content) {

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

    /** What was given, as YAML. */
    public String yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(content);
    }
}
