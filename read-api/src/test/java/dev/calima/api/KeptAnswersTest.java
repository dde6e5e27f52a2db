package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are given again: the same as new ones, and never those of before a commit, but for a millisecond. */
class KeptAnswersTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String LATEST = "/v1/latest?parameter=no2&station=28079035";
    private static final int COMMITS = 300;
    private static final int CROWD = 3;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        Seed.into(DATABASE);
        api = RunningApi.over(DATABASE);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void whatWasCommittedAMillisecondAgoStandsInEveryAnswerHoweverManyAsk() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService crowd = Executors.newFixedThreadPool(CROWD)) {
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                asking.add(crowd.submit(() -> askUntil(enough)));
            }
            for (int value = 1; value <= COMMITS; value++) {
                DATABASE.execute("UPDATE calima.observation_day SET values[24] = " + value
                        + " WHERE day = '2019-03-30'"); // the one day of that station
                long aMillisecondLater = System.nanoTime() + 1_000_000;
                while (System.nanoTime() < aMillisecondLater) {
                    Thread.onSpinWait();
                }
                assertThat(latest()).isEqualTo(value);
            }
            enough.set(true);
            for (Future<?> each : asking) {
                each.get();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LATEST, "/v1/forecasts?station=28079008&parameter=no2", "/v1/stations", "/v1/parameters"})
    void theSecondAnswerIsLikeTheFirst(String path) {
        DATABASE.execute(
                "CREATE TABLE IF NOT EXISTS public.anything (x integer)", "INSERT INTO public.anything VALUES (1)");
        HttpResponse<String> first = api.get(path);
        HttpResponse<String> second = api.get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        for (String header : List.of("Content-Type", "Content-Length", "Cache-Control", "ETag", "Link")) {
            assertThat(second.headers().allValues(header))
                    .as(header)
                    .isEqualTo(first.headers().allValues(header));
        }
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(api.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "W/\"other\"").body()).isEqualTo(first.body());
    }

    @Test
    void whoHasAnAnswerAlreadyIsToldSoByTheFirstOfANewVersionToo() {
        String etag = api.get("/v1/parameters").headers().firstValue("ETag").orElseThrow();
        DATABASE.execute(
                "CREATE TABLE IF NOT EXISTS public.anything (x integer)", "INSERT INTO public.anything VALUES (1)");
        HttpResponse<String> unchanged = api.get("/v1/parameters", "If-None-Match", etag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(api.get("/v1/parameters").body()).contains("no2");
    }

    private static void askUntil(AtomicBoolean enough) {
        while (!enough.get()) {
            latest();
        }
    }

    private static double latest() {
        return api.json(LATEST).at("/data/0/value").asDouble();
    }
}
