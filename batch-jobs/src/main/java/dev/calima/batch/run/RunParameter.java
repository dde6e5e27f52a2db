package dev.calima.batch.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job may be told.
 *
 * @param name its name, in words with dashes
 * @param type what its text must be
 * @param required whether it must be given
 * @param identifying whether it belongs to what makes two runs the same
 * @param description what it means, in a sentence, with unit and range
 * @param choices the only texts that are allowed; empty for any of the type
 * @param fallback what counts when it is not given; null for nothing
 */
public record RunParameter(
        String name,
        ParameterType type,
        boolean required,
        boolean identifying,
        String description,
        List<String> choices,
        @Nullable String fallback) {

    public RunParameter {
        choices = List.copyOf(choices);
    }

    /** One that must be given and belongs to the identity. */
    public static RunParameter required(String name, ParameterType type, String description) {
        return new RunParameter(name, type, true, true, description, List.of(), null);
    }

    /** One that may be given and belongs to the identity. */
    public static RunParameter optional(String name, ParameterType type, String description) {
        return new RunParameter(name, type, false, true, description, List.of(), null);
    }

    /** The same, with only these texts allowed. */
    public RunParameter oneOf(List<String> allowed) {
        return new RunParameter(name, type, required, identifying, description, allowed, fallback);
    }

    /** The same, with this text when none is given. */
    public RunParameter orElse(String text) {
        return new RunParameter(name, type, required, identifying, description, choices, text);
    }

    /** The same, no part of what makes two runs the same. */
    public RunParameter notIdentifying() {
        return new RunParameter(name, type, required, false, description, choices, fallback);
    }
}
