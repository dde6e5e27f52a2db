package dev.calima.batch.operate.web;

import dev.calima.batch.backfill.plan.BackfillWish;
import dev.calima.batch.backfill.plan.Origin;
import dev.calima.batch.backfill.plan.PlanRefusedException;
import dev.calima.batch.backfill.plan.RangeText;
import dev.calima.batch.backfill.plan.Reprocess;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.UnknownFeedException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a request for a backfill.
 *
 * @param feed name of the feed
 * @param from a month (2018-01), a day, both by the feed's clock, or a moment
 * @param to end, excluded
 * @param stations codes; none or missing for all
 * @param reprocess none (when missing), failed, missing or all
 * @param origin landing, location or source; missing for what suits the feed
 * @param locations {@code s3://} addresses
 * @param reason why
 * @param begin false to keep the plan until it is resumed
 */
record BackfillRequest(
        @Nullable String feed,
        @Nullable String from,
        @Nullable String to,
        @Nullable List<String> stations,
        @Nullable String reprocess,
        @Nullable String origin,
        @Nullable List<String> locations,
        @Nullable String reason,
        @Nullable Boolean begin) {

    private static final int LONGEST_REASON = 1000;
    private static final int MOST_STATIONS = 10_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static BackfillRequest read(String body) {
        try {
            return JSON.readValue(body, BackfillRequest.class);
        } catch (JacksonException e) {
            throw new OperatorProblem(
                    HttpStatus.BAD_REQUEST,
                    "the body must be a JSON object with feed, from, to and perhaps stations, reprocess, origin, locations,"
                            + " reason, begin; it is not understood: " + e.getOriginalMessage());
        }
    }

    BackfillWish wish(JobsConfig config, String requestedBy) throws UnknownFeedException, PlanRefusedException {
        String name = required("feed", feed);
        @Nullable FeedDefinition definition = config.feeds().get(name);
        if (definition == null) {
            throw new UnknownFeedException(printable(name), config.feeds().keySet());
        }
        String why = reason == null ? "" : reason;
        List<String> wanted = stations == null ? List.of() : stations;
        if (why.length() > LONGEST_REASON || wanted.size() > MOST_STATIONS) {
            throw new OperatorProblem(
                    HttpStatus.BAD_REQUEST, "reason may have 1000 characters, stations 10,000 entries");
        }
        String which = reprocess == null ? Reprocess.NONE.word() : reprocess;
        return new BackfillWish(
                name,
                RangeText.moment("from", required("from", from), definition.zone()),
                RangeText.moment("to", required("to", to), definition.zone()),
                Set.copyOf(wanted),
                Reprocess.of(which)
                        .orElseThrow(() -> new OperatorProblem(
                                HttpStatus.BAD_REQUEST, "reprocess must be none, failed, missing or all")),
                origin == null
                        ? null
                        : Origin.of(origin)
                                .orElseThrow(() -> new OperatorProblem(
                                        HttpStatus.BAD_REQUEST, "origin must be landing, location or source")),
                locations == null ? List.of() : locations,
                requestedBy,
                why);
    }

    boolean isBegun() {
        return begin == null || begin;
    }

    private static String required(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, name + " must be given");
        }
        return text;
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
