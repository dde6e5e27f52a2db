package dev.calima.batch.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every job that can be run, and what each may be told. */
@Component
public class RunnableJobs {

    /** A parameter's text is no file: lists of paths have room in it. */
    private static final int LONGEST_TEXT = 1_000_000;

    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int LONGEST_LINE = 4096;

    private final Map<String, RunnableJob> jobs;

    RunnableJobs(ObjectProvider<RunnableJob> jobs) {
        this.jobs = jobs.stream()
                .collect(Collectors.toMap(
                        RunnableJob::name,
                        job -> job,
                        (one, other) -> {
                            throw new IllegalStateException("two jobs are called " + one.name());
                        },
                        TreeMap::new));
    }

    /** All of them, by name. */
    public List<RunnableJob> list() {
        return List.copyOf(jobs.values());
    }

    /** @throws UnknownJobException when there is no such job */
    public RunnableJob get(String name) throws UnknownJobException {
        @Nullable RunnableJob job = jobs.get(name);
        if (job == null) {
            throw new UnknownJobException(name, jobs.keySet());
        }
        return job;
    }

    /**
     * What a job is told, checked and completed.
     *
     * @throws BadParametersException saying everything that is wrong
     */
    public Map<String, String> complete(RunnableJob job, Map<String, String> given) throws BadParametersException {
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, RunParameter> known =
                job.parameters().stream().collect(Collectors.toMap(RunParameter::name, parameter -> parameter));
        Map<String, String> checked = new TreeMap<>();
        given.forEach((name, value) -> {
            @Nullable RunParameter parameter = known.get(name);
            if (parameter == null) {
                problems.put(
                        name.length() <= 100 ? name : name.substring(0, 100),
                        "there is no such parameter; known are " + new TreeMap<>(known).keySet());
                return;
            }
            @Nullable String problem = problem(parameter, value);
            if (problem == null) {
                checked.put(name, value);
            } else {
                problems.put(name, problem);
            }
        });
        for (RunParameter parameter : job.parameters()) {
            if (given.containsKey(parameter.name())) {
                continue;
            }
            if (parameter.fallback() != null) {
                checked.put(parameter.name(), parameter.fallback());
            } else if (parameter.required()) {
                problems.put(parameter.name(), "must be given: " + parameter.description());
            }
        }
        if (problems.isEmpty()) {
            problems.putAll(job.problems(checked));
        }
        if (!problems.isEmpty()) {
            throw new BadParametersException(job.name(), problems);
        }
        return job.complete(checked);
    }

    private static String shown(String value) {
        String plain = value.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return plain.length() <= 100 ? plain : plain.substring(0, 100) + "...";
    }

    private static @Nullable String problem(RunParameter parameter, String value) {
        if (value.length() > (parameter.type() == ParameterType.TEXTS ? LONGEST_TEXT : LONGEST_LINE)) {
            return "is too long";
        }
        if (!parameter.choices().isEmpty() && !parameter.choices().contains(value)) {
            return "there is no '" + shown(value) + "'; known are " + parameter.choices();
        }
        try {
            return switch (parameter.type()) {
                case TEXT ->
                    value.isBlank() || value.chars().anyMatch(Character::isISOControl)
                            ? "must be a text on one line"
                            : null;
                case TEXTS -> value.isBlank() || value.indexOf('\0') >= 0 ? "must be texts, one a line" : null;
                case WHOLE -> Long.parseLong(value) < 0 ? "must be a whole number, 0 or more" : null;
                case NUMBER -> Double.isFinite(Double.parseDouble(value)) ? null : "must be a number";
                case FLAG -> value.equals("true") || value.equals("false") ? null : "must be true or false";
                case INSTANT -> {
                    Instant.parse(value);
                    yield null;
                }
                case DAY -> {
                    LocalDate.parse(value);
                    yield null;
                }
                case KEY ->
                    KEY.matcher(value).matches()
                            ? null
                            : "must be a key such as 123e4567-e89b-12d3-a456-426614174000, but is '" + shown(value)
                                    + "'";
            };
        } catch (NumberFormatException e) {
            return "must be a number, but is '" + shown(value) + "'";
        } catch (DateTimeException e) {
            return parameter.type() == ParameterType.DAY
                    ? "must be a day such as 2026-11-24, but is '" + shown(value) + "'"
                    : "must be a moment such as 2026-11-24T10:00:00Z, but is '" + shown(value) + "'";
        }
    }
}
