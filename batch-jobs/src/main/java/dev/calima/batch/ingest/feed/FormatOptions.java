package dev.calima.batch.ingest.feed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a feed's file says to its format alone: the mapping {@code options}. A format asks for each key it knows; what is
 * wrong or left over becomes a problem of the configuration, never an exception.
 */
public final class FormatOptions {

    /** No options. */
    public static final FormatOptions NONE = new FormatOptions("", Map.of());

    private final String where;
    private final Map<String, @Nullable Object> content;
    private final Set<String> parameters;
    private final TreeSet<String> asked = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private final List<FormatOptions> sections = new ArrayList<>();

    /**
     * @param where the file and key that they come from, for messages
     * @param content a mapping as YAML has it
     */
    public FormatOptions(String where, Map<String, ? extends @Nullable Object> content) {
        this(where, content, Set.of());
    }

    /**
     * @param where the file and key that they come from, for messages
     * @param content a mapping as YAML has it
     * @param parameters the publisher's keys of the feed's parameters
     */
    public FormatOptions(String where, Map<String, ? extends @Nullable Object> content, Set<String> parameters) {
        this.parameters = Set.copyOf(parameters);
        this.where = where;
        this.content = new LinkedHashMap<>(content);
    }

    /** The publisher's keys of the feed's parameters. */
    public Set<String> parameters() {
        return parameters;
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        return get(key) != null;
    }

    /** A text; the default when it is not there. */
    public String text(String key, String otherwise) {
        @Nullable Object value = get(key);
        return value == null ? otherwise : value.toString();
    }

    /** A text that must be there; {@code ""} and a problem when it is not. */
    public String text(String key) {
        @Nullable Object value = get(key);
        if (value == null) {
            problem(key, "is missing");
            return "";
        }
        return value.toString();
    }

    /** A whole number; the default when it is not there. */
    public int wholeNumber(String key, int otherwise) {
        @Nullable Object value = get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number) {
            return number;
        }
        problem(key, "must be a whole number, but is " + value);
        return otherwise;
    }

    /** Yes or no; the default when it is not there. */
    public boolean yes(String key, boolean otherwise) {
        @Nullable Object value = get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean yes) {
            return yes;
        }
        problem(key, "must be true or false, but is " + value);
        return otherwise;
    }

    /** A list of texts (a single text is a list of one); the default when it is not there. */
    public List<String> texts(String key, List<String> otherwise) {
        @Nullable Object value = get(key);
        if (value == null) {
            return otherwise;
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    /** A mapping inside; empty when it is not there. Its problems are these options' problems. */
    public FormatOptions section(String key) {
        @Nullable Object value = get(key);
        Map<String, @Nullable Object> inside = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, one) -> inside.put(String.valueOf(name), one));
        } else if (value != null) {
            problem(key, "must be a mapping, but is " + value);
        }
        FormatOptions section = new FormatOptions(where + "." + key, inside, parameters);
        sections.add(section);
        return section;
    }

    /** The keys that are there. */
    public List<String> keys() {
        return List.copyOf(content.keySet());
    }

    /** Notes a problem with a key. */
    public void problem(String key, String what) {
        problems.add(where + ": key '" + key + "' " + what);
    }

    /** Tells every problem, also of the mappings inside, and which keys nobody asked for. */
    public void finish(Consumer<String> tell) {
        problems.forEach(tell);
        sections.forEach(section -> section.finish(tell));
        for (String key : content.keySet()) {
            if (!asked.contains(key)) {
                tell.accept(where + ": unknown key '" + key + "'"
                        + (asked.isEmpty()
                                ? "; this format has no options"
                                : "; known are " + String.join(", ", asked)));
            }
        }
    }

    private @Nullable Object get(String key) {
        asked.add(key);
        return content.get(key);
    }

    /** The same content, whoever asked: part of the feed's identity. */
    @Override
    public String toString() {
        return content.toString();
    }
}
