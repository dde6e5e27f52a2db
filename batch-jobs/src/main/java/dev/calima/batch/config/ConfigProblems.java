package dev.calima.batch.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with the configuration, so that all of it is told at once. */
final class ConfigProblems {

    private final List<String> problems = new ArrayList<>();

    void add(String where, String what) {
        problems.add(where + ": " + what);
    }

    void add(String problem) {
        problems.add(problem);
    }

    /** @throws ConfigException when anything was added */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
