package dev.calima.batch.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A job was told something that it does not understand. */
public final class BadParametersException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Map<String, String> problems;

    BadParametersException(String job, Map<String, String> problems) {
        super(job + ": "
                + new TreeMap<>(problems)
                        .entrySet().stream()
                                .map(problem -> problem.getKey() + ": " + problem.getValue())
                                .collect(Collectors.joining("; ")));
        this.problems = new TreeMap<>(problems);
    }

    /** What is wrong, by parameter. */
    public Map<String, String> problems() {
        return problems;
    }
}
