package dev.calima.batch.config;

import java.util.List;

/**
 * A training profile, as its file in {@code jobs-config/training} describes it.
 *
 * @param name name of the profile
 * @param horizonHours hours ahead
 * @param originHours local hours of the day for which models are fitted, increasing, each 0..23; a forecast from another
 *     hour is read from the last of them before it
 * @param backtestWindows most past origins used to choose and to calibrate
 */
public record TrainingDefinition(String name, int horizonHours, List<Integer> originHours, int backtestWindows) {

    public TrainingDefinition {
        originHours = List.copyOf(originHours);
    }
}
