package dev.calima.batch.config;

import java.util.ArrayList;
import java.util.List;

/** Reads a training profile, from its file or as it was given at run time. */
final class TrainingSection {

    /** What a profile may be called. */
    static final String NAME = "[a-z0-9][a-z0-9-]{0,59}";

    private TrainingSection() {}

    static TrainingDefinition read(Section section, ConfigProblems problems) {
        int horizon = section.wholeNumber("horizon-hours", 72);
        if (horizon < 1 || horizon > 240) {
            problems.add(section.where(), "horizon-hours must lie in 1..240, but is " + horizon);
        }
        int windows = section.wholeNumber("backtest-windows", 60);
        if (windows < 4 || windows > 400) {
            problems.add(section.where(), "backtest-windows must lie in 4..400, but is " + windows);
        }
        return new TrainingDefinition(section.text("profile"), horizon, originHours(section, problems), windows);
    }

    private static List<Integer> originHours(Section section, ConfigProblems problems) {
        List<Integer> hours = new ArrayList<>();
        for (String text : section.texts("origin-hours")) {
            int least = hours.isEmpty() ? 0 : hours.getLast() + 1;
            if (!text.matches("\\d{1,2}") || Integer.parseInt(text) < least || Integer.parseInt(text) > 23) {
                problems.add(section.where(), "origin-hours must be hours in 0..23 that increase, but has " + text);
                return List.of(0);
            }
            hours.add(Integer.parseInt(text));
        }
        return hours.isEmpty() ? List.of(0) : hours;
    }
}
