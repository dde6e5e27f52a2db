package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.type.ApiKey;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who is let in with which key, and what is said to the others. */
class AccessTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final RunningApi API = api();

    private static final Map<String, String> HOLDERS = holders();

    private static RunningApi api() {
        Seed.into(DATABASE);
        return RunningApi.over(DATABASE);
    }

    private static Map<String, String> holders() {
        ApiKey reader = TestKeys.add(DATABASE, "reader");
        return Map.of(
                "reader", reader.text(),
                "partner", TestKeys.add(DATABASE, "partner").text(),
                "operator", TestKeys.add(DATABASE, "operator").text(),
                "admin", TestKeys.add(DATABASE, "admin").text(),
                "wrong", reader.id() + "." + ApiKey.random().secret(),
                "unknown", ApiKey.random().text(),
                "malformed", reader.id(),
                "revoked",
                        TestKeys.add(DATABASE, "admin", "revoked_at, revoked_by", "now(), 'tests'")
                                .text(),
                "expired",
                        TestKeys.add(
                                        DATABASE,
                                        "reader",
                                        "created_at, expires_at",
                                        "now() - interval '2 days', now() - interval '1 second'")
                                .text());
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    /** Each line: holder of a key, status of every operation, what the problem is called. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    none,      200, none
                    reader,    200, none
                    partner,   200, none
                    operator,  200, none
                    admin,     200, none
                    wrong,     401, key-unknown
                    unknown,   401, key-unknown
                    malformed, 401, key-malformed
                    revoked,   401, key-revoked
                    expired,   401, key-expired
                    """)
    void everyOperationIsOpenToEveryoneButWithAKeyThatOpensNothing(String holder, int status, String problem) {
        for (String request : Operations.examples(API)) {
            HttpResponse<String> response =
                    holder.equals("none") ? API.get(request) : API.get(request, "X-API-Key", key(holder));
            assertThat(response.statusCode())
                    .as(request + " " + response.body())
                    .isEqualTo(status);
            assertThat(response.headers().firstValue("RateLimit-Policy")).isPresent();
            assertThat(String.join(",", response.headers().allValues("Vary"))).containsIgnoringCase("X-API-Key");
            String caching = response.headers().firstValue("Cache-Control").orElse("");
            if (status == 401) {
                JsonNode body = RunningApi.parse(response);
                assertThat(body.get("type").asString()).isEqualTo("urn:calima:problem:" + problem);
                assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
                assertThat(caching).isEqualTo("no-store");
                assertThat(response.body()).doesNotContain(secret(key(holder)));
            } else if (!holder.equals("none")) {
                assertThat(caching).as(request).doesNotContain("public");
            }
        }
    }

    private static String key(String holder) {
        return Objects.requireNonNull(HOLDERS.get(holder));
    }

    private static String secret(String key) {
        return key.contains(".") ? key.substring(key.indexOf('.') + 1) : "no secret";
    }

    @Test
    void theDatabaseKeepsNoKey() {
        String table = DATABASE.value("SELECT string_agg(k::text, ' ') FROM calima.api_key AS k");
        HOLDERS.values().stream()
                .filter(key -> key.contains("."))
                .forEach(key -> assertThat(table).doesNotContain(secret(key)));
    }

    @Test
    void aRevokedKeyOpensNothingSecondsLater() throws InterruptedException {
        ApiKey key = TestKeys.add(DATABASE, "reader");
        assertThat(API.get("/v1/me/usage", "X-API-Key", key.text()).statusCode())
                .isEqualTo(200);
        DATABASE.execute(
                "UPDATE calima.api_key SET revoked_at = now(), revoked_by = 'tests' WHERE key_id = '" + key.id() + "'");
        long revoked = System.nanoTime();
        while (API.get("/v1/me/usage", "X-API-Key", key.text()).statusCode() != 401) {
            assertThat(System.nanoTime() - revoked).isLessThan(5_000_000_000L);
            Thread.sleep(50); // between two looks
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key=x", "X-API-Key=x", "a=1&apikey=x", "token=x", "network={key}"})
    void aKeyInTheUrlIsRefusedAndNotRepeated(String query) {
        String key = key("reader");
        HttpResponse<String> response = API.get("/v1/stations?" + query.replace("{key}", key));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("key-in-url").contains("X-API-Key").doesNotContain(secret(key));
    }

    @Test
    void theCallerSeesWhatItHasAsked() {
        ApiKey key = TestKeys.add(DATABASE, "partner", "groups", "ARRAY['schools']");
        API.get("/v1/parameters", "X-API-Key", key.text());
        JsonNode usage = RunningApi.parse(API.get("/v1/me/usage", "X-API-Key", key.text()))
                .get("data");
        assertThat(usage.get("role").asString()).isEqualTo("partner");
        assertThat(usage.at("/key/id").asString()).isEqualTo(key.id());
        assertThat(usage.at("/key/groups/0").asString()).isEqualTo("schools");
        assertThat(usage.at("/window/quota").asInt()).isEqualTo(30_000);
        assertThat(usage.at("/window/remaining").asInt()).isEqualTo(29_998);
        JsonNode anonymous = API.json("/v1/me/usage").get("data");
        assertThat(anonymous.get("role").asString()).isEqualTo("anonymous");
        assertThat(anonymous.has("key")).isFalse();
    }

    @Test
    void requestsOfAKeyAreCountedByDay() {
        TestDatabase database = TestDatabase.create();
        ApiKey key = TestKeys.add(database, "reader");
        try (RunningApi api = RunningApi.over(database)) {
            for (int i = 0; i < 7; i++) {
                api.get("/v1/parameters", "X-API-Key", key.text());
            }
        }
        assertThat(database.value("SELECT requests FROM calima.api_key_day")).isEqualTo("7");
        assertThat(database.value("SELECT taken FROM calima.quota_window WHERE subject LIKE 'key %'"))
                .as("what was on account and not used was given back")
                .isEqualTo("7");
    }

    @Test
    void thePublicPortHasNothingOfTheOperators() {
        List<String> tricks = List.of(
                "/actuator",
                "/actuator/health",
                "/actuator/env",
                "/actuator;x/health",
                "/actuator/;/health",
                "//actuator/health",
                "/v1/..;/actuator/health",
                "/v1/%2e%2e/actuator/health",
                "/v1/../actuator/health",
                "/actuator%2fhealth",
                "/ACTUATOR/health",
                "/actuator/health/",
                "/actuator/health.json",
                "/manage/health",
                "/actuator/heapdump");
        List<String> open =
                tricks.stream().filter(path -> API.get(path).statusCode() < 400).toList();
        assertThat(open).isEmpty();
        assertThat(Arrays.asList(
                        API.getFromManagement("/actuator/env").statusCode(),
                        API.getFromManagement("/actuator;x/env").statusCode(),
                        API.getFromManagement("/actuator/heapdump").statusCode()))
                .allMatch(status -> status >= 400);
    }
}
