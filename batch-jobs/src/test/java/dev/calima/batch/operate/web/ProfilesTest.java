package dev.calima.batch.operate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.profile.ProfileChoice;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Training profiles are changed at run time and had back. */
class ProfilesTest {

    private static final String KEY = "a-key-for-this-test-only";

    private final TestDatabase database = TestDatabase.create();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void aChangeCountsFromTheNextTrainingOnAndCanBeTakenBack() throws Exception {
        SyntheticNetwork.seed(database);
        Path config = SyntheticNetwork.config(folder.resolve("config"));
        try (BatchTestContext platform = BatchTestContext.startServing(database, config, folder, KEY, _ -> {})) {
            assertThat(names(send(platform, "GET", "", null, null))).containsExactly("default", "quick");
            assertThat(json(send(platform, "GET", "/quick", null, null))
                            .get("source")
                            .asString())
                    .isEqualTo("file");

            HttpResponse<String> put =
                    send(platform, "PUT", "/quick?reason=a%20trial", "profile: quick\nbacktest-windows: 8\n", "\"0\"");
            assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
            assertThat(put.headers().firstValue("ETag")).contains("\"1\"");
            assertThat(trained(platform)).isEqualTo("8");

            HttpResponse<String> json =
                    send(platform, "PUT", "/quick", "{\"profile\": \"quick\", \"backtest-windows\": 9}", null);
            assertThat(json(json).get("version").asInt()).isEqualTo(2);
            assertThat(trained(platform)).isEqualTo("9");

            assertThat(send(platform, "PUT", "/quick", "profile: quick\n", "\"1\"")
                            .statusCode())
                    .as("somebody has changed version 1 in the meantime")
                    .isEqualTo(412);
            HttpResponse<String> wrong =
                    send(platform, "PUT", "/quick", "profile: quack\nhorizon-hours: 9999\nfoo: 1\n", null);
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(json(wrong).get("detail").asString())
                    .contains("horizon-hours must lie in 1..240", "unknown key 'foo'", "must be quick");

            assertThat(json(send(platform, "POST", "/quick/rollback?version=1", null, null))
                            .get("version")
                            .asInt())
                    .isEqualTo(1);
            assertThat(trained(platform)).isEqualTo("8");
            assertThat(send(platform, "POST", "/quick/rollback?version=0", null, null)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(trained(platform)).as("the file").isEqualTo("12");
            HttpResponse<String> none = send(platform, "POST", "/quick/rollback?version=7", null, null);
            assertThat(none.statusCode()).isEqualTo(404);

            assertThat(json(send(platform, "GET", "/quick", null, null)).get("versions"))
                    .hasSize(2);
            assertThat(database.value("SELECT string_agg(detail, '; ' ORDER BY audit_id) FROM calima.audit"
                            + " WHERE verb = 'training-profile'"))
                    .isEqualTo("version 0 to 1: a trial; version 1 to 2; version 2 to 1; version 1 to 0");
        }
    }

    @Test
    void theMostParticularProfileOfASeriesCountsAndNobodyMayBeInDoubt() throws Exception {
        Path config = SyntheticNetwork.config(folder.resolve("config"));
        profile(config, "gases", "{parameters: [no2, o3]}");
        profile(config, "here", "{networks: [madrid], stations: ['28079008']}");
        try (BatchTestContext platform = BatchTestContext.startServing(database, config, folder, KEY, _ -> {})) {
            ProfileChoice choice = platform.get(TrainingProfiles.class).choice();
            StationCode station = new StationCode("28079008");
            ParameterCode no2 = new ParameterCode("no2");
            assertThat(choice.of("madrid", station, no2).name()).isEqualTo("here");
            assertThat(choice.of("beijing", station, no2).name()).isEqualTo("gases");
            assertThat(choice.of("madrid", new StationCode("28079004"), new ParameterCode("pm10"))
                            .name())
                    .isEqualTo("default");

            HttpResponse<String> clash =
                    send(platform, "PUT", "/quick", "{profile: quick, applies-to: {parameters: [o3, co]}}", null);
            assertThat(clash.statusCode()).isEqualTo(422);
            assertThat(json(clash).get("detail").asString())
                    .contains("'gases' (parameters [no2, o3]) and 'quick' (parameters [co, o3])");
            assertThat(database.value("SELECT count(*) FROM calima.training_profile_version"))
                    .as("nothing was changed")
                    .isEqualTo("0");
        }
        profile(config, "noses", "{parameters: [no2]}");
        assertThatThrownBy(() -> JobsConfigLoader.load(config, FeedFormats.check()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'gases'")
                .hasMessageContaining("'noses'");
    }

    private static void profile(Path config, String name, String appliesTo) throws Exception {
        Files.writeString(
                config.resolve("training").resolve(name + ".yaml"),
                "profile: " + name + "\napplies-to: " + appliesTo + "\n");
    }

    /** Trains, and says with how many past days; the database keeps what was really used. */
    private String trained(BatchTestContext platform) throws Exception {
        List<Long> runs = platform.get(TrainLauncher.class).train("quick").runs();
        return database.value(
                "SELECT parameters ->> 'backtestWindows' FROM calima.training_run WHERE training_run_id = "
                        + runs.getLast());
    }

    private HttpResponse<String> send(
            BatchTestContext platform, String method, String path, @Nullable String body, @Nullable String expected)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + platform.operatorPort() + "/ops/v1/training-profiles" + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/yaml")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (expected != null) {
            request.header("If-Match", expected);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static List<String> names(HttpResponse<String> response) {
        return json(response)
                .valueStream()
                .map(one -> one.get("name").asString())
                .toList();
    }
}
