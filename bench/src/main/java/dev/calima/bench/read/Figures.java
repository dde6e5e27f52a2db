package dev.calima.bench.read;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be compared, by name and in order; printed as the last line of a run. */
final class Figures {

    private final Map<String, Double> byName = new LinkedHashMap<>();

    void add(String name, double value) {
        byName.put(name, value);
    }

    /** {@code key=value} pairs, each with a space before it. */
    String text() {
        return byName.entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, " %s=%.2f", figure.getKey(), figure.getValue()))
                .collect(Collectors.joining());
    }
}
