package dev.calima.bench.kill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What a run of the harness found, in the order in which it is printed. */
final class Figures {

    private final Map<String, Long> figures = new LinkedHashMap<>();

    /** Sets a figure. */
    Figures put(String name, long value) {
        figures.put(name, value);
        return this;
    }

    /** Adds to a figure. */
    Figures add(String name, long more) {
        figures.merge(name, more, Long::sum);
        return this;
    }

    /** Keeps the greatest. */
    Figures most(String name, long value) {
        figures.merge(name, value, Math::max);
        return this;
    }

    /** A figure; 0 when it was never set. */
    long get(String name) {
        return figures.getOrDefault(name, 0L);
    }

    /** The sum of all figures whose name ends so. */
    long sum(String end) {
        return figures.entrySet().stream()
                .filter(figure -> figure.getKey().endsWith(end))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Adds those of these names that are there to another's. */
    void addTo(Figures other, List<String> names) {
        names.stream().filter(figures::containsKey).forEach(name -> other.add(name, get(name)));
    }

    /** Takes those of another run over, each after a prefix. */
    void take(String prefix, Figures other) {
        other.figures.forEach((name, value) -> figures.put(prefix + name, value));
    }

    /** All of them as {@code key=value}. */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(" ");
        figures.forEach((name, value) -> line.add(name + "=" + value));
        return line.toString();
    }
}
