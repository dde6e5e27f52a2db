package dev.calima.batch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How it goes, in a word and in detail.
 *
 * @param status the worst of the parts
 * @param at when it was looked at, by the job's clock; null when the database could not be asked
 * @param parts each part, by name
 */
public record Health(Status status, @Nullable Instant at, Map<String, Part> parts) {

    /** How a part goes. */
    public enum Status {
        /** As it shall be. */
        UP,
        /** It works, and something wants somebody's look. */
        DEGRADED,
        /** It does not work. */
        DOWN
    }

    /**
     * A part.
     *
     * @param status how it goes
     * @param problems what is wrong, in sentences; empty when nothing is
     * @param detail its numbers and moments, by name
     */
    public record Part(Status status, List<String> problems, Map<String, Object> detail) {}

    /** What a look means. */
    public static Health of(Watch.Look look) {
        OperationState state = look.state();
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put(
                "database",
                part(
                        look,
                        Set.of(),
                        Map.of("answeredInMillis", state.answeredIn().toMillis())));
        parts.put(
                "landing",
                look.landingProblem() == null
                        ? part(look, Set.of(), Map.of())
                        : new Part(Status.DOWN, List.of(look.landingProblem()), Map.of()));
        parts.put(
                "disk", part(look, Set.of(Rule.DISK_LOW), Map.of("host", look.host(), "freeBytes", look.freeBytes())));
        parts.put("feeds", part(look, Set.of(Rule.FEED_SILENT, Rule.TOO_MANY_REJECTS), feeds(state)));
        parts.put(
                "runs",
                part(
                        look,
                        Set.of(Rule.RUN_FAILED, Rule.RUN_ORPHANED),
                        Map.of(
                                "failedLastDay",
                                state.failedLastDay(),
                                "orphaned",
                                state.orphaned().size(),
                                "lastSuccess",
                                successes(state))));
        parts.put(
                "queue",
                part(
                        look,
                        finding -> finding.rule() == Rule.JOB_LATE
                                && !finding.subject().startsWith("schedule "),
                        queue(state)));
        parts.put(
                "schedules",
                part(
                        look,
                        finding -> finding.rule() == Rule.JOB_LATE
                                && finding.subject().startsWith("schedule "),
                        Map.of(
                                "late",
                                state.lateSchedules().stream()
                                        .map(OperationState.LateSchedule::schedule)
                                        .toList())));
        parts.put("forecasts", part(look, Set.of(Rule.FORECAST_OLD), forecasts(state)));
        return new Health(worst(parts), state.at(), parts);
    }

    /** The database does not answer, so nobody can say more. */
    public static Health withoutDatabase(String problem) {
        Map<String, Part> parts = Map.of("database", new Part(Status.DOWN, List.of(problem), Map.of()));
        return new Health(Status.DOWN, null, parts);
    }

    private static Part part(Watch.Look look, Set<Rule> rules, Map<String, Object> detail) {
        return part(look, finding -> rules.contains(finding.rule()), detail);
    }

    private static Part part(Watch.Look look, Predicate<Finding> about, Map<String, Object> detail) {
        List<String> problems = new ArrayList<>();
        look.findings().stream().filter(about).forEach(finding -> problems.add(finding.detail()));
        return new Part(problems.isEmpty() ? Status.UP : Status.DEGRADED, problems, detail);
    }

    private static Map<String, Object> feeds(OperationState state) {
        Map<String, Object> feeds = new LinkedHashMap<>();
        for (OperationState.Feed feed : state.feeds()) {
            if (feed.newestHourEnd() == null) {
                feeds.put(feed.feed(), "nothing loaded yet");
            } else {
                feeds.put(
                        feed.feed(),
                        Map.of(
                                "newestHourEnd",
                                feed.newestHourEnd().toString(),
                                "ageSeconds",
                                Duration.between(feed.newestHourEnd(), state.at())
                                        .toSeconds()));
            }
        }
        return feeds;
    }

    /** When each job last ended well, as far as it ever did. */
    private static Map<String, String> successes(OperationState state) {
        Map<String, String> moments = new TreeMap<>();
        for (OperationState.Job job : state.jobs()) {
            if (job.lastSuccess() != null) {
                moments.put(job.job(), job.lastSuccess().toString());
            }
        }
        return moments;
    }

    private static Map<String, Object> queue(OperationState state) {
        Map<String, Object> pools = new LinkedHashMap<>();
        state.pools()
                .forEach(pool -> pools.put(pool.pool(), Map.of("queued", pool.queued(), "running", pool.running())));
        return pools;
    }

    private static Map<String, Object> forecasts(OperationState state) {
        return state.newestForecastAt() == null
                ? Map.of()
                : Map.of(
                        "newestIssuedAt",
                        state.newestForecastAt().toString(),
                        "ageSeconds",
                        Duration.between(state.newestForecastAt(), state.at()).toSeconds());
    }

    private static Status worst(Map<String, Part> parts) {
        return parts.values().stream().map(Part::status).max(Status::compareTo).orElse(Status.UP);
    }
}
