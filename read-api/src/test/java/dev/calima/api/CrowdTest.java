package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More ask than can be answered soon. */
class CrowdTest {

    private static final int CROWD = 400;

    @Test
    void someAreSentAwayAtOnceAndTheRestIsAnswered() throws Exception {
        TestDatabase database = TestDatabase.create();
        Seed.into(database);
        try (RunningApi api = RunningApi.over(database);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<CompletableFuture<HttpResponse<String>>> answers;
            try (Connection holder = database.admin().connect();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("LOCK TABLE calima.parameter IN ACCESS EXCLUSIVE MODE");
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + api.port() + "/v1/parameters"))
                        .build();
                answers = IntStream.range(0, CROWD)
                        .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                        .toList();
                HttpResponse<String> first = CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                        .thenApply(any -> answers.stream()
                                .filter(CompletableFuture::isDone)
                                .findFirst()
                                .orElseThrow()
                                .join())
                        .join(); // a thread is free again when its statement has waited for too long
                assertThat(first.statusCode()).isEqualTo(503);
                assertThat(first.headers().firstValue("Retry-After")).isPresent();
            }
            List<Integer> statuses =
                    answers.stream().map(answer -> answer.join().statusCode()).toList();
            assertThat(statuses).containsOnly(200, 503).contains(200, 503);
            assertThat(statuses.stream().filter(status -> status == 503).count())
                    .isGreaterThan(CROWD / 4);
        }
    }
}
