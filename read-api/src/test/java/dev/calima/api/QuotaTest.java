package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.type.ApiKey;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How many requests are let through, counted over two nodes. */
class QuotaTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final int QUOTA = 1000;

    /** Windows of an hour, so that a test lies in one. */
    private static final Map<String, String> SETTINGS = Map.of(
            "CALIMA_API_QUOTAS", "anonymous=10,reader=" + QUOTA,
            "CALIMA_API_QUOTA_WINDOW_SECONDS", "3600",
            "CALIMA_API_PROXIES", "127.0.0.1,10.0.0.0/8");

    private static final RunningApi FIRST = RunningApi.over(DATABASE, SETTINGS);
    private static final RunningApi SECOND = RunningApi.over(DATABASE, SETTINGS);

    @AfterAll
    static void stop() {
        FIRST.close();
        SECOND.close();
    }

    @Test
    void twoNodesTogetherLetThroughWhatTheQuotaIs() throws Exception {
        ApiKey key = TestKeys.add(DATABASE, "reader");
        int through = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> parts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RunningApi api = i < 6 ? FIRST : SECOND; // unevenly
                parts.add(threads.submit(() -> letThrough(api, key)));
            }
            for (Future<Integer> part : parts) {
                through += part.get();
            }
        }
        assertThat(through).isBetween(QUOTA - QUOTA / 100, QUOTA);
        HttpResponse<String> another = FIRST.get(
                "/v1/parameters", "X-API-Key", TestKeys.add(DATABASE, "reader").text());
        assertThat(another.statusCode()).as("other keys are unharmed").isEqualTo(200);
        assertThat(DATABASE.value("SELECT taken FROM calima.quota_window WHERE subject = 'key " + key.id() + "'"))
                .isEqualTo(Integer.toString(QUOTA));
    }

    private static int letThrough(RunningApi api, ApiKey key) {
        int through = 0;
        for (int i = 0; i < 250; i++) {
            if (api.get("/v1/parameters", "X-API-Key", key.text()).statusCode() == 200) {
                through++;
            }
        }
        return through;
    }

    @Test
    void whoHasHadItsQuotaIsToldWhenThereIsMoreAndHowToGetIt() {
        HttpResponse<String> first = FIRST.get("/v1/parameters", "X-Forwarded-For", "192.0.2.1");
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"anonymous\";q=10;w=3600");
        assertThat(header(first, "RateLimit")).matches("\"anonymous\";r=9;t=[0-9]+");
        for (int i = 1; i < 10; i++) {
            assertThat(FIRST.get("/v1/parameters", "X-Forwarded-For", "192.0.2.1")
                            .statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> last = FIRST.get("/v1/parameters", "X-Forwarded-For", "192.0.2.1");
        assertThat(last.statusCode()).isEqualTo(429);
        JsonNode problem = RunningApi.parse(last);
        assertThat(header(last, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(last, "RateLimit")).startsWith("\"anonymous\";r=0;t=" + header(last, "Retry-After"));
        assertThat(problem.get("type").asString()).endsWith("#quota-exceeded");
        assertThat(problem.at("/violated-policies/0").asString()).isEqualTo("anonymous");
        assertThat(problem.get("detail").asString())
                .startsWith(
                        "Without a key there are 10 requests in 3600 s for each address, and yours had them. Ask again in ")
                .endsWith("or send a key in the header X-API-Key: with one there are 1,000 requests in 3600 s.");
        assertThat(SECOND.get("/v1/parameters", "X-Forwarded-For", "192.0.2.1").statusCode())
                .as("the other node knows")
                .isEqualTo(429);
        assertThat(FIRST.get("/v1/parameters", "X-Forwarded-For", "192.0.2.2").statusCode())
                .isEqualTo(200);
    }

    /** Only what our own proxies wrote counts; a part of IPv6 that one site has is one caller. */
    @Test
    void theAddressIsTheLastOneThatIsNoProxyOfOurs() {
        for (int i = 0; i < 10; i++) {
            FIRST.get("/v1/parameters", "X-Forwarded-For", "203.0.113." + i + ", 198.51.100.7, 10.1.2.3");
            FIRST.get("/v1/parameters", "X-Forwarded-For", "2001:db8:1:2::" + i);
        }
        assertThat(FIRST.get("/v1/parameters", "X-Forwarded-For", "198.51.100.7")
                        .statusCode())
                .isEqualTo(429);
        assertThat(FIRST.get("/v1/parameters", "X-Forwarded-For", "2001:db8:1:2:3::9")
                        .statusCode())
                .isEqualTo(429);
        assertThat(FIRST.get("/v1/parameters", "X-Forwarded-For", "2001:db8:1:3::9")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoTriesKeysIsCountedByAddress() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            statuses.add(FIRST.get(
                            "/v1/parameters",
                            "X-Forwarded-For",
                            "192.0.2.99",
                            "X-API-Key",
                            ApiKey.random().text())
                    .statusCode());
        }
        assertThat(statuses.subList(0, 10)).containsOnly(401);
        assertThat(statuses.subList(10, 12)).containsOnly(429);
    }

    @Test
    void afterRetryAfterThereIsMore() throws InterruptedException {
        Map<String, String> twoInTwoSeconds =
                Map.of("CALIMA_API_QUOTAS", "anonymous=2", "CALIMA_API_QUOTA_WINDOW_SECONDS", "2");
        try (RunningApi api = RunningApi.over(TestDatabase.create(), twoInTwoSeconds)) {
            HttpResponse<String> response = api.get("/v1/parameters");
            while (response.statusCode() == 200) {
                response = api.get("/v1/parameters");
            }
            assertThat(response.statusCode()).isEqualTo(429);
            Thread.sleep(1000L * Long.parseLong(header(response, "Retry-After"))); // what the caller is told to do
            assertThat(api.get("/v1/parameters").statusCode()).isEqualTo(200);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("(none)");
    }
}
