package dev.calima.batch.operate.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator API: what it shows, takes and refuses. */
@Timeout(120)
class ExecutionsTest {

    private static final String KEY = "a-key-for-this-test-only";

    @TempDir
    static Path folder;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static BatchTestContext platform;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        Path named = Files.writeString(folder.resolve("operator.keys"), "eve viewer only-to-look-at-things\n");
        OperatorKeys keys =
                OperatorKeys.loadOrCreate(folder.resolve("operator.key"), named, Map.of(OperatorKey.VARIABLE, KEY));
        platform = BatchTestContext.startServing(DATABASE, BatchTestContext.SHIPPED_CONFIG, folder, KEY, beans -> {
            beans.registerBean(OperatorKeys.class, () -> keys);
            beans.registerBean(PortalOrigins.class, () -> PortalOrigins.of("https://air.example.org"));
        });
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        platform.close();
    }

    @Test
    void theDescriptionListsExactlyWhatIsThere() throws Exception {
        Set<String> mapped = new TreeSet<>();
        platform.get("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/ops/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapped.add(method.name().toLowerCase(java.util.Locale.ROOT) + " "
                                        + path.replaceAll(":[^/]*(?=}(/|$))", "")))));
        Map<String, Object> description = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(send("GET", "/ops/v1/openapi.yaml", null, KEY).body());
        Set<String> described = ((Map<?, ?>) java.util.Objects.requireNonNull(description.get("paths")))
                .entrySet().stream()
                        .flatMap(path -> ((Map<?, ?>) path.getValue())
                                .keySet().stream().map(method -> method + " " + path.getKey()))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described)
                .as("paths of openapi/ops-v1.yaml: describe a new route there, and take away one that is gone")
                .isEqualTo(mapped);
    }

    @Test
    void onlyPagesOfThePortalMayReadTheAnswers() throws Exception {
        HttpResponse<String> asked = preflight("https://air.example.org");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "If-Match");

        HttpResponse<String> refused = client.send(
                request("/ops/v1/jobs")
                        .header("Origin", "https://air.example.org")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).as("the key is asked for all the same").isEqualTo(401);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://air.example.org");

        HttpResponse<String> stranger = preflight("https://elsewhere.example.org");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private static HttpResponse<String> preflight(String origin) throws Exception {
        return client.send(
                request("/ops/v1/executions")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.operatorPort() + path));
    }

    @Test
    void aKeyIsToldWhatItMayDo() throws Exception {
        assertThat(send("GET", "/ops/v1/me", null, "only-to-look-at-things").body())
                .isEqualTo("{\"name\":\"eve\",\"role\":\"viewer\"}");
        assertThat(send("GET", "/ops/v1/me", null, KEY).body())
                .isEqualTo("{\"name\":\"operator\",\"role\":\"operator\"}");
        assertThat(send("GET", "/ops/v1/feeds", null, KEY).body())
                .contains(
                        "{\"name\":\"madrid-air-hourly\",\"title\":\"Madrid, hourly air quality, as published by month\","
                                + "\"network\":\"madrid\",\"zone\":\"Europe/Madrid\",\"isAsked\":false}");
    }

    @Test
    void anExecutionIsFoundByTimeAndParameter() throws Exception {
        String sent = send(
                        "POST",
                        "/ops/v1/jobs/observations-replay/executions",
                        "{\"parameters\":{\"feed\":\"long-csv\"}}",
                        KEY)
                .body();
        assertThat(sent).contains("long-csv");
        assertThat(send("GET", "/ops/v1/executions?parameter=feed%3DLONG", null, KEY)
                        .body())
                .contains("\"feed\":\"long-csv\"");
        assertThat(send("GET", "/ops/v1/executions?parameter=feed%3DLONG&until=2020-01-01T00:00:00Z", null, KEY)
                        .body())
                .isEqualTo("[]");
        assertThat(send("GET", "/ops/v1/executions?parameter=feed%3D_ong", null, KEY)
                        .body())
                .as("no wildcard")
                .isEqualTo("[]");
        assertThat(send("GET", "/ops/v1/executions?parameter=feed", null, KEY).body())
                .contains("NAME=TEXT");
    }

    @Test
    void aJobIsStartedFollowedAndAudited() throws Exception {
        HttpResponse<String> accepted = client.send(
                request("/ops/v1/jobs/aggregates-rebuild/executions", KEY)
                        .header("X-Operator", "anna")
                        .header("Idempotency-Key", "today")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"reason\": \"to see\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String address = accepted.headers().firstValue("Location").orElseThrow();
        JsonNode done = json(send("GET", address, null, KEY));
        while (!done.get("state").asString().equals("completed")) {
            assertThat(done.get("state").asString()).isIn("queued", "running");
            done = json(send("GET", address, null, KEY));
        }
        assertThat(done.get("outcome").asString()).isEqualTo("noop");
        assertThat(done.get("requestedBy").asString()).isEqualTo("anna (operator)");
        assertThat(done.get("reason").asString()).isEqualTo("to see");
        assertThat(done.get("partitions").get(0).get("name").asString()).isEqualTo("aggregate.rebuild");
        assertThat(done.get("worker").asString())
                .contains("process " + ProcessHandle.current().pid());
        HttpResponse<String> again = client.send(
                request("/ops/v1/jobs/aggregates-rebuild/executions", KEY)
                        .header("Idempotency-Key", "today")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(again.headers().firstValue("Location")).hasValue(address);
        JsonNode audit = json(send("GET", "/ops/v1/audit?actor=anna%20(operator)", null, KEY));
        assertThat(audit.get(0).get("verb").asString()).isEqualTo("start");
        assertThat(audit.get(0).get("result").asString()).isEqualTo("done");
        HttpResponse<String> wrong = send("POST", address + "/restart", "", KEY);
        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(json(wrong).get("state").asString()).isEqualTo("completed");
    }

    @Test
    void whatIsWrongIsSaidForEachParameter() throws Exception {
        HttpResponse<String> refused = send(
                "POST",
                "/ops/v1/jobs/observations-load-massive/executions",
                "{\"parameters\": {\"feed\": \"madird\", \"force\": \"perhaps\", \"colour\": 3}}",
                KEY);
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode problem = json(refused);
        Set<String> parameters = new TreeSet<>();
        problem.get("errors")
                .forEach(error -> parameters.add(error.get("parameter").asString()));
        assertThat(parameters).containsExactly("colour", "feed", "force");
        assertThat(send("POST", "/ops/v1/jobs/no-job/executions", "{}", KEY).statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/ops/v1/jobs/forecast-train/executions", "[1", KEY)
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/ops/v1/executions?state=odd", null, KEY).statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/ops/v1/executions/4711", null, KEY).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aThousandMayWaitForOneWhoAsksAndNoMore() throws Exception {
        DATABASE.execute("""
                INSERT INTO calima.run (job, identity, pool, requested_by, idempotency_key, state, not_before)
                SELECT 'forecast-issue', 'w' || n, 'default', 'greedy (operator)', 'greedy-' || n, 'queued',
                       clock_timestamp() + interval '1 day'
                FROM generate_series(1, 1000) n
                """);
        HttpRequest.Builder greedy = request("/ops/v1/jobs/metadata-purge/executions", KEY)
                .header("X-Operator", "greedy")
                .POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> refused = client.send(greedy.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(refused).get("detail").asString()).contains("1000 runs waiting");
        assertThat(send("POST", "/ops/v1/jobs/forecast-train/executions", "{}", KEY)
                        .statusCode())
                .as("others are not in the way of it")
                .isEqualTo(202);
        DATABASE.execute("DELETE FROM calima.run WHERE requested_by = 'greedy (operator)'");
        assertThat(client.send(greedy.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aViewerMayLookAndChangeNothing() throws Exception {
        String viewer = "only-to-look-at-things";
        assertThat(send("GET", "/ops/v1/jobs", null, viewer).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/ops/v1/jobs/forecast-train/executions", "{}", viewer)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/ops/v1/jobs", null, "somebody-else-entirely").statusCode())
                .isEqualTo(401);
    }

    @Test
    void pagesOfManyExecutionsFollowEachOther() throws Exception {
        DATABASE.execute("""
                INSERT INTO calima.run (job, identity, pool, requested_by, state, outcome, ended_at)
                SELECT 'forecast-issue', 'x' || n, 'default', 'many', 'completed', 'noop', clock_timestamp()
                FROM generate_series(1, 2500) n
                """);
        String address = "/ops/v1/executions?requestedBy=many&limit=1000";
        int shown = 0;
        while (address != null) {
            HttpResponse<String> page = send("GET", address, null, KEY);
            shown += json(page).size();
            address = page.headers()
                    .firstValue("Link")
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse(null);
        }
        assertThat(shown).isEqualTo(2500);
    }

    @Test
    void eventsBeginWithHowItIsAndTellOfChanges() throws Exception {
        HttpResponse<Stream<String>> events = client.send(
                request("/ops/v1/executions/events", KEY).GET().build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(events.statusCode()).isEqualTo(200);
        send("POST", "/ops/v1/jobs/forecast-issue/executions", "{\"reason\": \"events\"}", KEY);
        try (Stream<String> lines = events.body()) {
            String told = lines.filter(line -> line.startsWith("data:"))
                    .filter(line -> line.contains("\"reason\":\"events\"") && line.contains("\"state\":\"completed\""))
                    .findFirst()
                    .orElseThrow();
            assertThat(told).contains("\"job\":\"forecast-issue\"");
        }
    }

    private static HttpRequest.Builder request(String address, String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.operatorPort() + address))
                .header("Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> send(String method, String address, @Nullable String body, String key)
            throws Exception {
        return client.send(
                request(address, key)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
