package dev.calima.batch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class HealthAndMetricsTest {

    private static final String FEED = "madrid-air-hourly";
    private static final String KEY = "a-key-for-this-test-only";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** A sample of Prometheus' text format 0.0.4: name, labels, value. */
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"]*\",?)*)})? (\\S+)");

    @TempDir
    static Path folder;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static BatchTestContext platform;

    @BeforeAll
    static void start() throws Exception {
        Path config = SyntheticNetwork.config(folder.resolve("config"));
        Files.writeString(config.resolve("alerts.yaml"), "look-every-seconds: 3600\n");
        platform = BatchTestContext.startServing(DATABASE, config, folder, KEY);
        Path sample =
                BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED).resolve("ene_mo19.csv.gz");
        platform.get(IngestJob.class).load(FEED, List.of(sample.toString()), false);
    }

    @AfterAll
    static void stop() {
        platform.close();
        CLIENT.close();
    }

    @Test
    void aScraperOnThisMachineReadsEveryNumberWithoutAKey() throws Exception {
        HttpResponse<String> answer = get("/ops/v1/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        Map<String, Double> samples = parse(answer.body());
        String sum = "SELECT sum(%s) FROM calima.load_file";
        assertThat(samples.get("calima_rows_total{feed=" + FEED + ",outcome=inserted}"))
                .isEqualTo(Double.parseDouble(DATABASE.value(sum.formatted("lines_loaded"))));
        assertThat(samples.get("calima_rows_total{feed=" + FEED + ",outcome=rejected}"))
                .isEqualTo(Double.parseDouble(DATABASE.value(sum.formatted("lines_rejected"))));
        assertThat(samples.get("calima_feed_freshness_seconds{feed=" + FEED + "}"))
                .as("the sample ends with January 2019, local time")
                .isCloseTo(
                        Double.parseDouble(DATABASE.value(
                                "SELECT extract(epoch FROM now() - '2019-01-31T23:00:00Z'::timestamptz)::text")),
                        within(120.0));
        assertThat(samples).containsKey("calima_forecast_age_seconds{}");
        assertThat(samples.get("calima_runs_orphaned{}")).isNotNull();
        assertThat(samples.get("calima_queue_depth{pool=hourly}")).isZero();
        assertThat(samples.get("calima_disk_free_bytes{}")).isPositive();
        assertThat(samples.keySet())
                .as("job and step times of Spring Batch")
                .anyMatch(name -> name.startsWith("spring_batch_job_seconds_count")
                        && name.contains("spring_batch_job_name=observations-load-massive")
                        && name.contains("spring_batch_job_status=COMPLETED"))
                .anyMatch(name -> name.startsWith("spring_batch_step_seconds_count") && name.contains("=ingest.load"));
        assertThat(samples.keySet())
                .as("nothing that grows without end is a label")
                .noneMatch(
                        name -> name.contains("executionId") || name.contains("instanceId") || name.contains("path"));
        assertThat(samples).hasSizeLessThan(400);
    }

    @Test
    void aRequestThatWasPassedOnNeedsTheKey() throws Exception {
        for (String path : List.of("/ops/v1/metrics", "/ops/v1/health")) {
            assertThat(get(path, "X-Forwarded-For", "203.0.113.7").statusCode()).isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
        }
        assertThat(get("/ops/v1/incidents").statusCode()).isEqualTo(401);
    }

    @Test
    void withoutAKeyHealthIsAWordAndWithItEveryPart() throws Exception {
        JsonNode word = JSON.readTree(get("/ops/v1/health").body());
        assertThat(word.propertyNames()).containsExactly("status");
        HttpResponse<String> answer = get("/ops/v1/health", "Authorization", "Bearer " + KEY);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode health = JSON.readTree(answer.body());
        assertThat(health.path("parts").propertyNames())
                .contains("database", "landing", "disk", "feeds", "runs", "queue", "forecasts");
        assertThat(health.path("parts").path("database").path("status").asString())
                .isEqualTo("UP");
        assertThat(health.path("parts")
                        .path("feeds")
                        .path("detail")
                        .path(FEED)
                        .path("newestHourEnd")
                        .asString())
                .isEqualTo("2019-01-31T23:00:00Z");
        assertThat(health.path("parts")
                        .path("disk")
                        .path("detail")
                        .path("freeBytes")
                        .asLong())
                .isPositive();
    }

    @Test
    void whatIsWrongDegradesAndSaysWhatToDo() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext other = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, folder)) {
            Watch watch = other.get(Watch.class);
            assertThat(part(Health.of(watch.now()), "runs").status()).isEqualTo(Health.Status.UP);
            database.execute("""
                    INSERT INTO calima.worker (worker_id, kind, host, pid, heartbeat_at)
                    VALUES ('00000000-0000-0000-0000-000000000001', 'up', 'h', 1, now() - interval '5 minutes')
                    """, """
                    INSERT INTO calima.run (job, identity, pool, requested_by, state, worker_id, started_at)
                    VALUES ('observations-load-massive', 'a', 'default', 't', 'running', '00000000-0000-0000-0000-000000000001', now())
                    """, """
                    INSERT INTO calima.run (job, identity, pool, requested_by, requested_at)
                    VALUES ('forecast-train', 'b', 'default', 't', now() - interval '2 hours'),
                           ('forecast-train', 'c', 'backfill', 't', now() - interval '9 hours')
                    """, """
                    INSERT INTO calima.run (job, parameters, identity, pool, requested_by, state, outcome, ended_at, message)
                    VALUES ('observations-load-incremental', '{"feed": "f"}', 'd', 'hourly', 't', 'failed', 'failed', now(), 'no route'),
                           ('observations-load-incremental', '{"feed": "g"}', 'e', 'hourly', 't', 'failed', 'failed', now() - interval '1 hour', 'once')
                    """, """
                    INSERT INTO calima.run (job, parameters, identity, pool, requested_by, state, outcome, ended_at)
                    VALUES ('observations-load-incremental', '{"feed": "g"}', 'f', 'hourly', 't', 'completed', 'completed', now())
                    """);
            Health health = Health.of(watch.now());
            assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(part(health, "runs").problems())
                    .as("g went well later")
                    .satisfiesExactlyInAnyOrder(
                            problem -> assertThat(problem).contains("no route").contains("calima logs --run"),
                            problem -> assertThat(problem).contains("no living worker"));
            assertThat(part(health, "queue").problems())
                    .as("what waits in the pool of backfills waits for its turn")
                    .singleElement()
                    .asString()
                    .contains("forecast-train has waited for 120 min");
            assertThat(part(health, "runs").detail()).containsEntry("failedLastDay", 2L);
        }
    }

    @Test
    void withoutTheDatabaseItIsDownWithinSeconds() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext other = BatchTestContext.startServing(
                database, BatchTestContext.SHIPPED_CONFIG, folder.resolve("other"), KEY)) {
            URI address = URI.create("http://127.0.0.1:" + other.operatorPort() + "/ops/v1/health");
            String name = database.value("SELECT current_database()");
            database.execute(
                    "ALTER DATABASE " + name + " CONNECTION LIMIT 0",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                            + "' AND pid <> pg_backend_pid()");
            HttpResponse<String> answer =
                    CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(JSON.readTree(answer.body()).path("status").asString()).isEqualTo("DOWN");
            database.execute("ALTER DATABASE " + name + " CONNECTION LIMIT -1"); // else everybody waits at the end
        }
    }

    private static Health.Part part(Health health, String name) {
        return Objects.requireNonNull(health.parts().get(name), name);
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.operatorPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Every sample by its name and labels, in the order of the labels; anything else than a sample or a comment is an error. */
    private static Map<String, Double> parse(String text) {
        Map<String, Double> samples = new HashMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            String labels = sample.group(2) == null ? "" : sample.group(2).replace("\"", "");
            samples.put(
                    sample.group(1) + "{" + labels + "}",
                    sample.group(3).equals("NaN") ? Double.NaN : Double.parseDouble(sample.group(3)));
        }
        return samples;
    }
}
