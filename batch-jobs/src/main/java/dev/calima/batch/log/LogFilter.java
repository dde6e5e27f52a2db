package dev.calima.batch.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which lines are wanted.
 *
 * @param about what they must say of themselves, by the names in {@link LogContext}; empty for any
 * @param level the least level
 * @param since the earliest moment; null for any
 */
public record LogFilter(
        Map<String, String> about, String level, @Nullable Instant since) {

    /** The levels, the least first. */
    public static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARN", "ERROR");

    public LogFilter {
        about = Map.copyOf(about);
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException("level must be one of " + LEVELS + ", but is " + level);
        }
    }

    boolean takes(JsonNode line) {
        for (Map.Entry<String, String> wanted : about.entrySet()) {
            if (!wanted.getValue().equals(line.path(wanted.getKey()).asString(""))) {
                return false;
            }
        }
        if (LEVELS.indexOf(line.path("log").path("level").asString("")) < LEVELS.indexOf(level)) {
            return false;
        }
        return since == null || !time(line).isBefore(since);
    }

    /** When a line was written; the beginning of time when it does not say so. */
    static Instant time(JsonNode line) {
        try {
            return Instant.parse(line.path("@timestamp").asString(""));
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }
}
