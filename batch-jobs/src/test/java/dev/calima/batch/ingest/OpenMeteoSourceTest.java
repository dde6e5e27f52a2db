package dev.calima.batch.ingest;

import static dev.calima.batch.ingest.http.LoopbackServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.ask.Asked;
import dev.calima.batch.ingest.http.LoopbackServer;
import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The weather feed that ships, against a server that answers as Open-Meteo's documentation describes it: the forecast interface for the last
 * days, by hours ({@code start_hour}, {@code end_hour}, both included), and the archive interface by days ({@code start_date},
 * {@code end_date}, both included), which is asked again only for what has changed.
 */
class OpenMeteoSourceTest {

    private static final String HOST = "https://api.open-meteo.com";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-24T10:05:00Z"));
    private final List<Map<String, String>> asked = new ArrayList<>();
    private final LoopbackServer server = new LoopbackServer(this::answer);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theForecastInterfaceGivesTheHoursOfTheLastThreeDays() throws Exception {
        try (BatchTestContext platform =
                open(address -> address.replace(HOST, server.at("").toString()))) {
            FetchOutcome outcome = platform.get(IncrementalJob.class).fetch(feed(), FetchWish.NOW);
            assertThat(outcome.count(Asked.State.ANSWERED)).isEqualTo(1);
        }
        assertThat(asked)
                .singleElement()
                .satisfies(query -> assertThat(query)
                        .containsEntry("path", "/v1/forecast")
                        .containsEntry("start_hour", "2026-11-21T10:00")
                        .containsEntry("end_hour", "2026-11-24T10:00")
                        .containsEntry("wind_speed_unit", "ms")
                        .containsEntry("timeformat", "unixtime"));
        assertThat(
                        value(
                                "SELECT min(period_end AT TIME ZONE 'UTC') || ' ' || max(period_end AT TIME ZONE 'UTC') || ' ' || count(DISTINCT period_end) FROM calima.observation"))
                .as("a time closes its hour")
                .isEqualTo("2026-11-21 10:00:00 2026-11-24 10:00:00 73");
        assertThat(value("""
                SELECT string_agg(p.code || ' ' || o.published_value || ' ' || p.unit, ', ' ORDER BY p.code)
                FROM calima.observation o JOIN calima.series USING (series_id) JOIN calima.parameter p USING (parameter_id)
                WHERE o.period_end = '2026-11-24T10:00Z'"""))
                .as("values by hand: the number of the hour since 1970 is 498754, 14 more than whole twenties")
                .isEqualTo("dew_point 14 °C, humidity 94 %, precipitation 1.4 mm, pressure 944 hPa, temperature 24 °C,"
                        + " wind_direction 134 °, wind_speed 3.4 m/s");
    }

    @Test
    void theArchiveInterfaceIsAskedByDaysAndSendsOnlyWhatHasChanged() throws Exception {
        try (BatchTestContext platform = open(address -> server.at("").toString()
                + "/v1/archive?latitude={latitude}&longitude={longitude}&hourly=temperature_2m,precipitation"
                + "&timeformat=unixtime&start_date={yyyy}-{MM}-{dd}&end_date={yyyy}-{MM}-{dd}")) {
            IncrementalJob job = platform.get(IncrementalJob.class);
            FetchOutcome first = job.fetch(feed(), FetchWish.NOW);
            assertThat(first.count(Asked.State.ANSWERED)).isEqualTo(4);
            assertThat(asked.stream().map(query -> query.get("start_date")))
                    .containsExactly("2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24");
            clock.turnTo(Instant.parse("2026-11-24T11:05:00Z"));
            asked.clear();
            FetchOutcome second = job.fetch(feed(), FetchWish.NOW);
            assertThat(second.count(Asked.State.UNCHANGED)).isEqualTo(4);
            assertThat(second.load()).isNull();
            assertThat(asked)
                    .allSatisfy(query ->
                            assertThat(query).containsEntry("If-None-Match", "\"" + query.get("start_date") + "\""));
        }
        assertThat(
                        value(
                                "SELECT count(*) || ' ' || count(DISTINCT period_end) FROM calima.observation WHERE quality = 0"))
                .as("hours to come are flagged")
                .isEqualTo("%d %d".formatted(2 * (3 * 24 + 11), 3 * 24 + 11));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        query.put("path", exchange.getRequestURI().getPath());
        for (String part : exchange.getRequestURI().getQuery().split("&")) {
            query.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        query.put("If-None-Match", String.valueOf(known));
        asked.add(query);
        boolean daily = query.containsKey("start_date");
        String tag = "\"" + query.get("start_date") + "\"";
        if (daily) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        if (daily && tag.equals(known)) {
            reply(exchange, 304, "");
        } else if (daily) {
            LocalDateTime day = LocalDateTime.parse(query.get("start_date") + "T00:00");
            reply(exchange, 200, json(query, hour(day), hour(day.plusHours(23))));
        } else {
            reply(
                    exchange,
                    200,
                    json(
                            query,
                            hour(LocalDateTime.parse(query.get("start_hour"))),
                            hour(LocalDateTime.parse(query.get("end_hour")))));
        }
    }

    private static long hour(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) / 3600;
    }

    /** Of each hour the number since 1970, modulo 20, and something on top by variable. */
    private static String json(Map<String, String> query, long from, long to) {
        Map<String, String> units = Map.of(
                "temperature_2m",
                "°C",
                "relative_humidity_2m",
                "%",
                "dew_point_2m",
                "°C",
                "surface_pressure",
                "hPa",
                "precipitation",
                "mm",
                "wind_speed_10m",
                "m/s",
                "wind_direction_10m",
                "°");
        Map<String, Double> base = Map.of(
                "temperature_2m",
                10.0,
                "relative_humidity_2m",
                80.0,
                "dew_point_2m",
                0.0,
                "surface_pressure",
                930.0,
                "precipitation",
                0.0,
                "wind_speed_10m",
                2.0,
                "wind_direction_10m",
                120.0);
        List<String> names = List.of(query.getOrDefault("hourly", "").split(","));
        String columns = names.stream()
                .map(name -> "\"" + name + "\":["
                        + Stream.iterate(from, hour -> hour <= to, hour -> hour + 1)
                                .map(hour -> String.format(
                                        Locale.ROOT,
                                        "%.1f",
                                        base.getOrDefault(name, 0.0)
                                                + hour
                                                        % 20
                                                        / (name.equals("precipitation") || name.equals("wind_speed_10m")
                                                                ? 10.0
                                                                : 1)))
                                .collect(Collectors.joining(","))
                        + "]")
                .collect(Collectors.joining(","));
        String times = Stream.iterate(from, hour -> hour <= to, hour -> hour + 1)
                .map(hour -> String.valueOf(hour * 3600))
                .collect(Collectors.joining(","));
        String unit = names.stream()
                .map(name -> "\"" + name + "\":\"" + units.get(name) + "\"")
                .collect(Collectors.joining(","));
        return "{\"latitude\":40.4375,\"longitude\":-3.6875,\"generationtime_ms\":0.08,\"utc_offset_seconds\":0,\"timezone\":\"GMT\","
                + "\"timezone_abbreviation\":\"GMT\",\"elevation\":666.0,\"hourly_units\":{\"time\":\"unixtime\","
                + unit
                + "},\"hourly\":{\"time\":[" + times + "]," + columns + "}}";
    }

    private interface Rewriting {
        String rewrite(String address);
    }

    /** The feed that ships, with another address. */
    private BatchTestContext open(Rewriting address) throws IOException {
        Path config = folder.resolve("config");
        for (String file : List.of("feeds/" + feed() + ".yaml", "networks/madrid.yaml", "training/default.yaml")) {
            Files.createDirectories(config.resolve(file).getParent());
            Files.copy(BatchTestContext.SHIPPED_CONFIG.resolve(file), config.resolve(file));
        }
        Path feed = config.resolve("feeds/" + feed() + ".yaml");
        Files.writeString(
                feed,
                Files.readString(feed)
                        .lines()
                        .map(line -> line.startsWith("  address: ")
                                ? "  address: \"" + address.rewrite(line.replaceAll("^  address: \"?|\"$", "")) + "\""
                                : line)
                        .collect(Collectors.joining("\n")));
        return BatchTestContext.start(database, config, folder, beans -> beans.registerBean(Clock.class, () -> clock));
    }

    private static String feed() throws IOException {
        try (Stream<Path> files = Files.list(BatchTestContext.SHIPPED_CONFIG.resolve("feeds"))) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains("format: open-meteo-weather")) {
                    return file.getFileName().toString().replace(".yaml", "");
                }
            }
        }
        throw new IllegalStateException("no feed of Open-Meteo");
    }

    private String value(String query) {
        return database.value(query);
    }
}
