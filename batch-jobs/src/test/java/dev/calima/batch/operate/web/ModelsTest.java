package dev.calima.batch.operate.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.predict.IssueLauncher;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A challenger takes the champion's place by a test, or because a person says so; and gives it back. */
class ModelsTest {

    private static final String KEY = "a-key-for-this-test-only";
    private static final String SERIES = "/madrid/28079008/no2";
    private static final int SERIES_ID = 2;

    private final TestDatabase database = TestDatabase.create();
    private final SyntheticNetwork network = SyntheticNetwork.seed(database);
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void aPlaceIsWonByATestAndChangedByHand() throws Exception {
        database.execute("DELETE FROM calima.observation_day WHERE series_id <> " + SERIES_ID);
        Path config = SyntheticNetwork.config(folder.resolve("config"));
        Files.writeString(
                config.resolve("training").resolve("poor.yaml"),
                "profile: poor\nbacktest-windows: 12\nalgorithms: [seasonal-naive-24]\npromotion: {level: 0.5}\n");
        try (BatchTestContext platform = BatchTestContext.startServing(database, config, folder, KEY)) {
            TrainLauncher trainer = platform.get(TrainLauncher.class);
            trainer.train("poor");
            JsonNode first = champion(platform);
            assertThat(first.get("championHow").asString()).isEqualTo("first");
            assertThat(first.get("data").get("sha256").asString()).hasSize(64);

            trainer.train("quick");
            JsonNode winner = champion(platform);
            assertThat(winner.get("championHow").asString()).isEqualTo("test");
            assertThat(winner.get("profile").asString()).isEqualTo("quick");
            JsonNode test = winner.get("test");
            assertThat(test.get("name").asString()).isEqualTo("diebold-mariano");
            assertThat(test.get("naive").get("beaten").asBoolean()).isTrue();
            assertThat(test.get("champion").get("pValue").asDouble()).isBetween(0.0, 0.5);
            assertThat(test.get("champion").get("origins").asInt()).isGreaterThanOrEqualTo(8);
            assertThat(test.get("championId").asLong())
                    .isEqualTo(first.get("modelId").asLong());

            heldAfterARollback(platform, trainer, first.get("modelId").asLong());
            theChampionIsLearntAgainBeforeItIsChallenged(platform, trainer);
            refusals(platform, first.get("modelId").asLong());
            assertThat(readersRow()).isEqualTo("champion quick");
        }
    }

    private void heldAfterARollback(BatchTestContext platform, TrainLauncher trainer, long former) throws Exception {
        JsonNode back = json(send(platform, "POST", SERIES + "/rollback?reason=misses%20the%20mornings"));
        assertThat(back.get("modelId").asLong()).isEqualTo(former);
        assertThat(back.get("held").asBoolean()).isTrue();
        assertThat(send(platform, "POST", SERIES + "/rollback").statusCode())
                .as("none before the first")
                .isEqualTo(409);

        network.addCycle(SERIES_ID, SyntheticNetwork.DAYS, SyntheticNetwork.DAYS + 1);
        trainer.train("quick");
        assertThat(champion(platform).get("modelId").asLong()).isEqualTo(former);
        platform.get(IssueLauncher.class).issue(null);
        assertThat(database.value("SELECT string_agg(DISTINCT model_id::text, ',') FROM calima.forecast"))
                .isEqualTo(String.valueOf(former));

        JsonNode promoted = json(send(platform, "POST", SERIES + "/promote"));
        assertThat(promoted.get("championHow").asString()).isEqualTo("promoted");
        assertThat(promoted.get("profile").asString()).isEqualTo("quick");
    }

    private void theChampionIsLearntAgainBeforeItIsChallenged(BatchTestContext platform, TrainLauncher trainer)
            throws Exception {
        network.addCycle(SERIES_ID, SyntheticNetwork.DAYS + 1, SyntheticNetwork.DAYS + 2);
        trainer.train("poor");
        JsonNode all = json(send(platform, "GET", SERIES));
        JsonNode champion = all.get("champion");
        assertThat(champion.get("championHow").asString()).isEqualTo("refit");
        assertThat(champion.get("profile").asString()).isEqualTo("quick");
        JsonNode challenger = all.get("challengers").get(0);
        assertThat(challenger.get("profile").asString()).isEqualTo("poor");
        assertThat(challenger.get("data")).isEqualTo(champion.get("data"));
        assertThat(challenger.get("test").get("championId").asLong())
                .isEqualTo(champion.get("modelId").asLong());
        assertThat(all.get("changes").get(0).get("how").asString()).isEqualTo("refit");
        assertThat(all.get("changes")).hasSize(5);
    }

    private void refusals(BatchTestContext platform, long former) throws Exception {
        long champion = champion(platform).get("modelId").asLong();
        HttpResponse<String> already = send(platform, "POST", SERIES + "/promote?model=" + champion);
        assertThat(already.statusCode()).isEqualTo(409);
        assertThat(json(already).get("detail").asString()).contains("is the champion of madrid/28079008/no2 already");
        String challenger = database.value("SELECT max(model_id) FROM calima.model WHERE state = 'challenger'");
        HttpResponse<String> never = send(platform, "POST", SERIES + "/rollback?model=" + challenger);
        assertThat(never.statusCode()).isEqualTo(409);
        assertThat(json(never).get("detail").asString()).contains("never was the champion");
        assertThat(send(platform, "POST", SERIES + "/promote?model=4711").statusCode())
                .isEqualTo(404);
        assertThat(send(platform, "POST", "/madrid/28079008/xx/promote").statusCode())
                .isEqualTo(404);
        assertThat(send(platform, "GET", "?role=king").statusCode()).isEqualTo(400);
        assertThat(database.value("SELECT string_agg(verb || ' ' || result, ', ' ORDER BY audit_id) FROM calima.audit"
                        + " WHERE verb LIKE 'model-%'"))
                .isEqualTo("model-rollback done, model-rollback conflict, model-promote done, model-promote conflict,"
                        + " model-rollback conflict, model-promote not-found");
        assertThat(database.value("SELECT detail FROM calima.audit WHERE verb = 'model-rollback' AND result = 'done'"))
                .endsWith("to model " + former + ": misses the mornings");
    }

    /** What the read API may see. */
    private String readersRow() throws Exception {
        try (Connection connection = database.access(DatabaseRole.READER).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT role || ' ' || profile FROM calima.registered_model"
                        + " WHERE station = '28079008' AND parameter = 'no2' AND role = 'champion'")) {
            row.next();
            return row.getString(1);
        }
    }

    private JsonNode champion(BatchTestContext platform) throws Exception {
        JsonNode all = json(send(platform, "GET", "?network=madrid&role=champion"));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private HttpResponse<String> send(BatchTestContext platform, String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + platform.operatorPort() + "/ops/v1/models" + path))
                        .header("Authorization", "Bearer " + KEY)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
