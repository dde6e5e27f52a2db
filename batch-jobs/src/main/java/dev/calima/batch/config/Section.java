package dev.calima.batch.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file. Each key is asked for once; what is wrong or left over is noted, never thrown, so that one
 * run tells everything.
 */
final class Section {

    private final String where;
    private final Map<String, @Nullable Object> left;
    private final TreeSet<String> known = new TreeSet<>();
    private final ConfigProblems problems;

    Section(String where, Map<?, ?> content, ConfigProblems problems) {
        this.where = where;
        this.left = new LinkedHashMap<>();
        content.forEach((key, value) -> left.put(String.valueOf(key), value));
        this.problems = problems;
    }

    String where() {
        return where;
    }

    /** The keys that nobody has asked for yet, with their values. */
    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        left.forEach((key, value) -> {
            if (value != null) {
                content.put(key, value);
            }
        });
        return content;
    }

    /** A text that must be there; {@code ""} and a problem when it is not. */
    String text(String key) {
        @Nullable Object value = take(key);
        if (value == null || value.toString().isBlank()) {
            problems.add(where, "key '" + key + "' is missing");
            return "";
        }
        return value.toString();
    }

    @Nullable String textOrNull(String key) {
        @Nullable Object value = take(key);
        return value == null ? null : value.toString();
    }

    /** A number that must be there; 0 and a problem when it is not. */
    double number(String key) {
        @Nullable Object value = take(key);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        problems.add(where, "key '" + key + "' must be a number, but is " + value);
        return 0;
    }

    @Nullable Double numberOrNull(String key) {
        return left.get(key) == null && take(key) == null ? null : Double.valueOf(number(key));
    }

    /** A whole number; the default when the key is not there. */
    int wholeNumber(String key, int otherwise) {
        @Nullable Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number) {
            return number;
        }
        problems.add(where, "key '" + key + "' must be a whole number, but is " + value);
        return otherwise;
    }

    /** A whole number; null when the key is not there. */
    @Nullable Integer wholeNumberOrNull(String key) {
        return has(key) ? Integer.valueOf(wholeNumber(key, 0)) : null;
    }

    /** A number; the default when the key is not there. */
    double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /** A number in [least, most], or the word {@code never}: then null. The default when the key is not there, infinity for never. */
    @Nullable Double numberOrNever(String key, double otherwise, double least, double most) {
        @Nullable Object value = take(key);
        double number = otherwise;
        if ("never".equals(value)) {
            return null;
        }
        if (value instanceof Number given && given.doubleValue() >= least && given.doubleValue() <= most) {
            number = given.doubleValue();
        } else if (value != null) {
            problems.add(
                    where,
                    "key '" + key + "' must be a number from " + least + " to " + most + ", or never, but is " + value);
        }
        return Double.isInfinite(number) ? null : Double.valueOf(number);
    }

    /** Yes or no; the default when the key is not there. */
    boolean yes(String key, boolean otherwise) {
        @Nullable Object value = take(key);
        if (value == null || value instanceof Boolean) {
            return value == null ? otherwise : (Boolean) value;
        }
        problems.add(where, "key '" + key + "' must be true or false, but is " + value);
        return otherwise;
    }

    /** Whether the key is there. */
    boolean has(String key) {
        known.add(key);
        return left.get(key) != null;
    }

    /** A list of numbers; empty when the key is not there. */
    List<Double> numbers(String key) {
        @Nullable Object value = take(key);
        List<Double> numbers = new java.util.ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Number number) {
                    numbers.add(number.doubleValue());
                } else {
                    problems.add(where, "key '" + key + "' must be a list of numbers, but has " + one);
                }
            }
        } else if (value != null) {
            problems.add(where, "key '" + key + "' must be a list of numbers, but is " + value);
        }
        return numbers;
    }

    /** A mapping of texts to texts; empty when the key is not there. */
    Map<String, String> textsByName(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        anything(key).forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    /** A mapping as it stands; empty when the key is not there. */
    Map<String, Object> anything(String key) {
        @Nullable Object value = take(key);
        Map<String, Object> content = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, one) -> content.put(String.valueOf(name), one));
        } else if (value != null) {
            problems.add(where, "key '" + key + "' must be a mapping, but is " + value);
        }
        return content;
    }

    /** The mapping at a key; null when it is not there. */
    @Nullable Section sectionOrNull(String key) {
        return has(key) ? section(where + " " + key, take(key)) : null;
    }

    /** A list of texts; empty when the key is not there. */
    List<String> texts(String key) {
        @Nullable Object value = take(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        problems.add(where, "key '" + key + "' must be a list, but is " + value);
        return List.of();
    }

    /** The mappings of a list; empty, and a problem, when the key is not there. */
    List<Section> sections(String key) {
        @Nullable Object value = take(key);
        if (value instanceof List<?> list) {
            return java.util.stream.IntStream.range(0, list.size())
                    .mapToObj(i -> section(where + " " + key + "[" + i + "]", list.get(i)))
                    .toList();
        }
        problems.add(where, "key '" + key + "' must be a list");
        return List.of();
    }

    /** The mappings of a mapping, by name; empty, and a problem, when the key is not there. */
    Map<String, Section> named(String key) {
        Map<String, Section> sections = new LinkedHashMap<>();
        if (take(key) instanceof Map<?, ?> map) {
            map.forEach((name, content) ->
                    sections.put(String.valueOf(name), section(where + " " + key + "." + name, content)));
        } else {
            problems.add(where, "key '" + key + "' must be a mapping");
        }
        return sections;
    }

    /** Says which keys nobody asked for. */
    void finish() {
        for (String key : left.keySet()) {
            problems.add(where, "unknown key '" + key + "'; known are " + String.join(", ", known));
        }
    }

    private Section section(String place, @Nullable Object content) {
        if (content instanceof Map<?, ?> map) {
            return new Section(place, map, problems);
        }
        problems.add(place, "must be a mapping, but is " + content);
        return new Section(place, Map.of(), problems);
    }

    private @Nullable Object take(String key) {
        known.add(key);
        return left.remove(key);
    }
}
