package dev.calima.bench.read;

import java.time.Duration;
import java.util.List;

/**
 * What one run of the bench measures.
 *
 * @param values how many values are loaded, about
 * @param measure how long each thing is measured
 * @param growth whether it is also measured at 5 and at 60 million values
 * @param record where ours writes a flight recording, such as {@code read.jfr}; empty for none
 */
record ReadOptions(long values, Duration measure, boolean growth, String record) {

    static final String USAGE = "[--values N] [--seconds N] [--growth yes|no] [--record FILE.jfr]";

    private static final long DEFAULT_VALUES = 20_000_000;
    private static final long DEFAULT_SECONDS = 5;

    /** @throws IllegalArgumentException saying which word is wrong */
    static ReadOptions of(List<String> words) {
        ReadOptions options = new ReadOptions(DEFAULT_VALUES, Duration.ofSeconds(DEFAULT_SECONDS), true, "");
        for (int i = 0; i < words.size(); i += 2) {
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            options = options.with(words.get(i), value);
        }
        return options;
    }

    private ReadOptions with(String name, String value) {
        String form = switch (name) {
            case "--values" -> "\\d{6,9}";
            case "--seconds" -> "[1-9]\\d?";
            case "--growth" -> "yes|no";
            case "--record" -> ".+\\.jfr";
            default -> throw new IllegalArgumentException(name + " is not known; known are " + USAGE);
        };
        if (!value.matches(form)) {
            throw new IllegalArgumentException(name + " does not take '" + value + "'; known are " + USAGE);
        }
        return switch (name) {
            case "--values" -> new ReadOptions(Long.parseLong(value), measure, growth, record);
            case "--seconds" -> new ReadOptions(values, Duration.ofSeconds(Long.parseLong(value)), growth, record);
            case "--growth" -> new ReadOptions(values, measure, value.equals("yes"), record);
            default -> new ReadOptions(values, measure, growth, value);
        };
    }
}
