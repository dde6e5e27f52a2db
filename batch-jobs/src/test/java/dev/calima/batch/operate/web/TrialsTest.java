package dev.calima.batch.operate.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trainings, backtests and forecasts for whoever asks. */
@Timeout(120)
class TrialsTest {

    private static final String KEY = "a-key-for-this-test-only";
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static BatchTestContext platform;

    @BeforeAll
    static void start() throws Exception {
        SyntheticNetwork.seed(DATABASE);
        Path config = SyntheticNetwork.config(folder.resolve("config"));
        platform = BatchTestContext.startServing(DATABASE, config, folder, KEY, _ -> {});
    }

    @AfterAll
    static void stop() {
        platform.close();
        CLIENT.close();
    }

    @Test
    void otherSettingsGiveAnotherReportAndTheSameTheSame() throws Exception {
        String request = "{\"profile\": \"quick\", \"series\": {\"network\": \"madrid\", \"station\": \"28079004\","
                + " \"parameter\": \"no2\"}, \"settings\": {\"algorithms\": [\"knn-analogue\"], \"knn\": {\"k\": 5,"
                + " \"distance\": \"%s\", \"weights\": \"%s\"}}}";
        JsonNode euclidean = done(ask("backtests", String.format(request, "euclidean", "uniform")));
        JsonNode again = done(ask("backtests", String.format(request, "euclidean", "uniform")));
        JsonNode correlation = done(ask("backtests", String.format(request, "correlation", "uniform")));
        JsonNode weighted = done(ask("backtests", String.format(request, "euclidean", "inverse-square")));

        assertThat(mae(euclidean)).isPositive().isEqualTo(mae(again));
        assertThat(mae(correlation)).isNotEqualTo(mae(euclidean));
        assertThat(mae(weighted)).isNotEqualTo(mae(euclidean));
        assertThat(again.get("dataSha256")).isEqualTo(euclidean.get("dataSha256"));
        assertThat(euclidean.get("profile").asString()).contains("k: 5", "backtest-windows: 12");
        assertThat(DATABASE.value("SELECT count(*) FROM calima.model"))
                .as("nightly models are not touched")
                .isEqualTo("0");
        String plot = send("GET", euclidean.get("plotHref").asString(), null).body();
        assertThat(plot)
                .startsWith("<svg")
                .contains("knn-analogue", "Mean absolute error")
                .endsWith("</svg>");
    }

    @Test
    void aFileIsLearntFromAndAskedForOneMoment() throws Exception {
        JsonNode training = done(attach("trainings", "{\"profile\": \"quick\"}", "mine.csv", csv(90)));
        JsonNode series = training.get("report").get("series").get(0);
        assertThat(series.get("series").asString()).isEqualTo("series");
        assertThat(series.get("hours").asInt()).isEqualTo(90 * 24);

        String at = "2024-04-01T09:30:00Z"; // the last value is of 2024-03-30T23:00
        JsonNode forecast = done(ask(
                "forecasts",
                "{\"training\": \"" + training.get("id").asString() + "\", \"at\": \"" + at + "\", \"level\": 0.9}"));

        JsonNode values = forecast.get("report").get("series").get(0).get("values");
        assertThat(values).hasSize(1);
        assertThat(values.get(0).get("periodStart").asString()).isEqualTo("2024-04-01T09:00:00Z");
        assertThat(values.get(0).get("lead").asInt()).isEqualTo(34);
        double median = values.get(0).get("median").asDouble();
        assertThat(median)
                .isBetween(
                        values.get(0).get("lower").asDouble(),
                        values.get(0).get("upper").asDouble());
        assertThat(Math.abs(median - cycle(9)))
                .as("the daily cycle has an amplitude of 14")
                .isLessThan(5);

        JsonNode late = done(ask(
                "forecasts",
                "{\"training\": \"" + training.get("id").asString() + "\", \"at\": \"2025-01-01T00:00:00Z\"}"));
        assertThat(late.get("report").get("series").get(0).get("refused").asString())
                .contains("at must lie in the 72 hours from 2024-03-31T00:00:00Z on");
    }

    @Test
    void ninetyPercentIntervalsHoldNinetyPercentOfWhatCame() throws Exception {
        String file = csv(100);
        int inside = 0;
        int asked = 0;
        for (int day = 80; day < 96; day += 4) {
            String to = Instant.parse("2024-01-01T00:00:00Z")
                    .plusSeconds(day * 86_400L)
                    .toString();
            JsonNode forecast = done(attach(
                    "forecasts", "{\"profile\": \"quick\", \"level\": 0.9, \"to\": \"" + to + "\"}", "mine.csv", file));
            for (JsonNode value : forecast.get("report").get("series").get(0).get("values")) {
                double came = value(file, value.get("periodStart").asString());
                asked++;
                inside += came >= value.get("lower").asDouble()
                                && came <= value.get("upper").asDouble()
                        ? 1
                        : 0;
            }
        }
        assertThat(asked).isEqualTo(4 * 72);
        assertThat((double) inside / asked)
                .as("share of what came inside its 90 %% interval")
                .isBetween(0.8, 0.98);
    }

    @Test
    void whatIsWrongIsSaidAtOnceAndNothingIsQueued() throws Exception {
        String runs = DATABASE.value("SELECT count(*) FROM calima.run");
        HttpResponse<String> wrong = send(
                "POST",
                "/ops/v1/backtests",
                "{\"profile\": \"quick\", \"level\": 0.4, \"series\": {\"network\": \"madrid\", \"station\": \"1\"},"
                        + " \"settings\": {\"knn\": {\"distance\": \"far\", \"k\": 0}}}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(json(wrong).get("detail").asString())
                .contains(
                        "level must lie in 0.50..0.99",
                        "no hourly series",
                        "distance must be one of",
                        "neighbours must lie");

        HttpResponse<String> broken =
                attach("backtests", "{}", "mine.csv", "time,value\n2024-01-01T00:00Z,1\nyesterday,2\n");
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(json(broken).get("detail").asString()).contains("mine.csv", "line 3", "ISO 8601");

        assertThat(send("POST", "/ops/v1/backtests", "{\"serie\": 1}").statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/ops/v1/backtests", "{}").statusCode()).isEqualTo(422);
        assertThat(send("GET", "/ops/v1/backtests/123e4567-e89b-12d3-a456-426614174000", null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(DATABASE.value("SELECT count(*) FROM calima.run")).isEqualTo(runs);
    }

    @Test
    void anIdempotencyKeyMakesOneOfTwo() throws Exception {
        String body = "{\"profile\": \"quick\", \"series\": {\"network\": \"madrid\", \"station\": \"28079011\"}}";
        HttpResponse<String> first = keyed(body);
        HttpResponse<String> second = keyed(body);
        assertThat(first.headers().firstValue("Location"))
                .isEqualTo(second.headers().firstValue("Location"))
                .isPresent();
        assertThat(keyed(body.replace("quick", "default")).statusCode()).isEqualTo(422);
        done(first);
    }

    private static double cycle(int hour) {
        return 40 + 14 * Math.sin(2 * Math.PI * (hour - 6) / 24);
    }

    private static String csv(int days) {
        Random noise = new Random(7);
        StringBuilder csv = new StringBuilder("time,value\n");
        Instant start = Instant.parse("2024-01-01T00:00:00Z");
        for (int hour = 0; hour < days * 24; hour++) {
            double value = cycle(hour % 24) + 3 * noise.nextGaussian();
            csv.append(start.plusSeconds(hour * 3600L))
                    .append(',')
                    .append(String.format(Locale.ROOT, "%.2f", value))
                    .append('\n');
        }
        return csv.toString();
    }

    private static double value(String csv, String time) {
        int at = csv.indexOf(time + ",") + time.length() + 1;
        return Double.parseDouble(csv.substring(at, csv.indexOf('\n', at)));
    }

    private static double mae(JsonNode trial) {
        for (JsonNode entrant : trial.get("report").get("summary").get("entrants")) {
            if (entrant.get("algorithm").asString().equals("knn-analogue")) {
                return entrant.get("mae").asDouble();
            }
        }
        throw new AssertionError(trial.toString());
    }

    private static HttpResponse<String> ask(String kind, String body) throws Exception {
        return send("POST", "/ops/v1/" + kind, body);
    }

    private static HttpResponse<String> keyed(String body) throws Exception {
        return CLIENT.send(
                request("/ops/v1/backtests")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "mine")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> attach(String kind, String request, String name, String content)
            throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n" + request
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n--b--\r\n";
        return CLIENT.send(
                request("/ops/v1/" + kind)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What came of what was accepted. */
    private static JsonNode done(HttpResponse<String> accepted) throws Exception {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String address = accepted.headers().firstValue("Location").orElseThrow();
        JsonNode trial = json(send("GET", address, null));
        while (trial.get("state").asString().matches("queued|running")) {
            trial = json(send("GET", address, null));
        }
        assertThat(trial.get("state").asString()).as(trial.toString()).isEqualTo("completed");
        return trial;
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.operatorPort() + path))
                .header("Authorization", "Bearer " + KEY);
    }

    private static HttpResponse<String> send(String method, String path, @org.jspecify.annotations.Nullable String body)
            throws Exception {
        return CLIENT.send(
                request(path)
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
