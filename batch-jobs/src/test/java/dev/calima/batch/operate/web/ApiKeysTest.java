package dev.calima.batch.operate.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.access.ApiKeyDesk;
import dev.calima.batch.access.KeyRole;
import dev.calima.batch.run.Actor;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.type.ApiKey;
import dev.calima.sql.type.Pepper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of the read API at the door of the operator API. */
class ApiKeysTest {

    private static final Pepper PEPPER = Pepper.of("a-pepper-for-this-test-only-0123456789");

    @TempDir
    Path folder;

    @Test
    void operatorsAndAdminsAreLetInUntilTheirKeysAreTakenBack() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                BatchTestContext platform = BatchTestContext.startServing(
                        TestDatabase.create(),
                        BatchTestContext.SHIPPED_CONFIG,
                        folder,
                        "a-key-for-this-test-only",
                        beans -> beans.registerBean(Pepper.class, () -> PEPPER))) {
            ApiKeyDesk desk = platform.get(ApiKeyDesk.class);
            ApiKey operator = made(desk, KeyRole.operator);
            assertThat(status(client, platform, operator.text())).isEqualTo(200);
            assertThat(status(client, platform, made(desk, KeyRole.admin).text()))
                    .isEqualTo(200);
            assertThat(status(client, platform, made(desk, KeyRole.reader).text()))
                    .isEqualTo(401);
            assertThat(status(client, platform, made(desk, KeyRole.partner).text()))
                    .isEqualTo(401);
            assertThat(status(
                            client,
                            platform,
                            operator.id() + "." + ApiKey.random().secret()))
                    .isEqualTo(401);
            desk.revoke(Actor.account(), List.of(operator.id()), null);
            assertThat(status(client, platform, operator.text())).isEqualTo(401);
            assertThat(status(client, platform, "a-key-for-this-test-only")).isEqualTo(200);
        }
    }

    private static ApiKey made(ApiKeyDesk desk, KeyRole role) throws Exception {
        return desk.create(Actor.account(), PEPPER, "a test", role, List.of(), null);
    }

    private static int status(HttpClient client, BatchTestContext platform, String key) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + platform.operatorPort() + "/ops/v1/jobs"))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
