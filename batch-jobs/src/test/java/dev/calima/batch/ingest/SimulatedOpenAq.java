package dev.calima.batch.ingest;

import dev.calima.batch.ingest.http.LoopbackServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenAQ's API, version 3, as its documentation describes {@code /v3/sensors/ID/hours}: a key in {@code X-API-Key}, pages of {@code limit}
 * results, {@code meta.found}; hours by their end, after {@code datetime_from} and up to {@code datetime_to}. It has too many questions
 * once (429, {@code Retry-After}), and breaks down once (503).
 */
final class SimulatedOpenAq implements AutoCloseable {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Pattern QUERY = Pattern.compile(
            "/v3/sensors/(\\d+)/hours\\?datetime_from=([0-9TZ:-]+)&datetime_to=([0-9TZ:-]+)&limit=(\\d+)&page=(\\d+)");

    private final String key;
    private final LoopbackServer server;
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private volatile long askedToWait;
    private volatile long cameBackAfter = -1;

    /** @param key the only one that it knows */
    SimulatedOpenAq(String key) {
        this.key = key;
        this.server = new LoopbackServer(exchange -> {
            int status = status(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("X-API-Key"));
            answers.add(page(exchange.getRequestURI().toString()) + ":" + status);
            if (status == 429) {
                exchange.getResponseHeaders().set("Retry-After", "3");
                exchange.getResponseHeaders().set("x-ratelimit-remaining", "0");
                exchange.getResponseHeaders().set("x-ratelimit-reset", "3");
            }
            LoopbackServer.reply(
                    exchange,
                    status,
                    status == 200
                            ? answer(exchange.getRequestURI().toString())
                            : "{\"detail\":\"status " + status + "\"}");
        });
    }

    private int status(String asked, @Nullable String header) {
        if (!Objects.equals(header, key)) {
            return 401;
        }
        if (!QUERY.matcher(asked).matches()) {
            return 422;
        }
        long before = answers.stream()
                .filter(one -> one.startsWith(page(asked) + ":"))
                .count();
        if (page(asked).equals("1") && before == 0) {
            askedToWait = System.nanoTime();
            return 429;
        }
        if (askedToWait != 0 && cameBackAfter < 0) {
            cameBackAfter = (System.nanoTime() - askedToWait) / 1_000_000;
        }
        return page(asked).equals("3") && before == 0 ? 503 : 200;
    }

    private static String page(String asked) {
        Matcher query = QUERY.matcher(asked);
        return query.matches() ? query.group(5) : "?";
    }

    /** Value of the hour that ends at a moment, in ppm. */
    static double value(Instant end) {
        return (20 + end.getEpochSecond() / 3600 % 24) / 1000.0;
    }

    /** The ends of the hours that a range holds. */
    static List<Instant> ends(Instant from, Instant to) {
        List<Instant> ends = new ArrayList<>();
        for (Instant end = from.truncatedTo(ChronoUnit.HOURS).plus(HOUR); !end.isAfter(to); end = end.plus(HOUR)) {
            ends.add(end);
        }
        return ends;
    }

    private static String answer(String asked) {
        Matcher query = QUERY.matcher(asked);
        if (!query.matches()) {
            throw new IllegalArgumentException(asked);
        }
        List<Instant> all = ends(Instant.parse(query.group(2)), Instant.parse(query.group(3)));
        int limit = Integer.parseInt(query.group(4));
        int first = (Integer.parseInt(query.group(5)) - 1) * limit;
        List<String> results = new ArrayList<>();
        for (Instant end : all.subList(Math.min(first, all.size()), Math.min(first + limit, all.size()))) {
            results.add(String.format(
                    Locale.ROOT,
                    "{\"value\":%.3f,\"flagInfo\":{\"hasFlags\":false},\"parameter\":{\"id\":10,\"name\":\"o3\",\"units\":\"ppm\",\"displayName\":null},"
                            + "\"period\":{\"label\":\"1hour\",\"interval\":\"01:00:00\",\"datetimeFrom\":{\"utc\":\"%s\",\"local\":\"x\"},"
                            + "\"datetimeTo\":{\"utc\":\"%s\",\"local\":\"x\"}},\"coordinates\":null,\"summary\":{\"min\":0,\"max\":1},"
                            + "\"coverage\":{\"expectedCount\":1,\"observedCount\":1}}",
                    value(end),
                    end.minus(HOUR),
                    end));
        }
        return "{\"meta\":{\"name\":\"openaq-api\",\"website\":\"/\",\"page\":" + query.group(5) + ",\"limit\":" + limit
                + ",\"found\":" + all.size() + "},\"results\":[" + String.join(",", results) + "]}";
    }

    /** {@code http://127.0.0.1:port}. */
    String address() {
        return server.at("").toString();
    }

    /** Page and status of each answer, in their order. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    /** Milliseconds from "too many" to the next question; -1 before. */
    long cameBackAfterMillis() {
        return cameBackAfter;
    }

    @Override
    public void close() {
        server.close();
    }
}
