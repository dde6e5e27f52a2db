package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Requests made from the OpenAPI document alone, right ones and spoilt ones: none may fail on our side, and every answer must be as
 * the document says. {@code -Dcalima.fuzz-requests=N} asks more often, {@code -Dcalima.fuzz-seed=N} asks others.
 */
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("calima.fuzz-requests", 1_500);
    private static final long SEED = Long.getLong("calima.fuzz-seed", 20190402);
    private static final int MOST_FAILURES_TOLD = 10;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final RunningApi API = api();

    private static RunningApi api() {
        Seed.into(DATABASE);
        return RunningApi.over(DATABASE, Map.of("CALIMA_API_QUOTAS", "anonymous=1000000000,reader=1000000000"));
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    @Test
    void noRequestFailsOnOurSideAndEveryAnswerIsAsDocumented() {
        JsonNode document = API.json("/v1/openapi.json");
        FuzzedRequests requests = new FuzzedRequests(
                document, new Random(SEED), TestKeys.add(DATABASE, "reader").text());
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < REQUESTS && failures.size() < MOST_FAILURES_TOLD; i++) {
            FuzzedRequests.Fuzzed request = requests.next();
            HttpResponse<String> response = API.send(request.method(), request.pathAndQuery(), request.headers());
            statuses.merge(response.statusCode(), 1, Integer::sum);
            String wrong = wrong(document, request, response);
            if (!wrong.equals("none")) {
                failures.add(request + " gave " + response.statusCode() + ": " + wrong);
            }
        }
        System.out.println("fuzzed: seed " + SEED + ", statuses " + statuses);
        assertThat(failures).as("seed " + SEED).isEmpty();
        assertThat(statuses.getOrDefault(200, 0))
                .as("right requests among " + statuses)
                .isGreaterThan(REQUESTS / 10);
        assertThat(statuses.getOrDefault(400, 0))
                .as("wrong requests among " + statuses)
                .isGreaterThan(REQUESTS / 10);
    }

    private static String wrong(JsonNode document, FuzzedRequests.Fuzzed request, HttpResponse<String> response) {
        int status = response.statusCode();
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (status >= 500) {
            return "a failure of ours: " + response.body();
        }
        if (response.body().isEmpty()) {
            return status == 304 || request.method().equals("HEAD") ? "none" : "no body";
        }
        if (status >= 400) {
            return type.equals("application/problem+json")
                    ? DocumentedForm.mismatch(
                            document, document.at("/components/schemas/Problem"), RunningApi.parse(response), "problem")
                    : "an error that is " + type;
        }
        JsonNode content = document.get("paths").get(request.template()).at("/get/responses/200/content");
        String plain = type.replaceAll(";.*", "");
        if (!content.has(plain)) {
            return type + " is not documented";
        }
        return plain.endsWith("json")
                ? DocumentedForm.mismatch(
                        document, content.get(plain).get("schema"), RunningApi.parse(response), "answer")
                : "none";
    }
}
