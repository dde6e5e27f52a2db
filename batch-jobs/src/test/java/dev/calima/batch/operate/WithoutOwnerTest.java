package dev.calima.batch.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchApplication;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process in production: it knows its own roles, not the owner, and somebody else migrates. */
@Timeout(90)
class WithoutOwnerTest {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.bare();

    @Test
    @DisplayName("work waits for the schema that migrate makes, serves, and ends well when it is told to")
    void worksOnceMigrated() throws Exception {
        Process work = start("work", false);
        try (BufferedReader said = work.errorReader();
                BufferedReader out = work.inputReader()) {
            assertThat(said.readLine()).contains("lacks the schema", "./calima migrate");

            Process migrate = start("migrate", true);
            assertThat(migrate.inputReader().readLine()).matches("Applied \\d+ migrations.*");
            assertThat(migrate.waitFor()).isZero();

            assertThat(out.readLine()).isEqualTo("Calima works.");
            String address = out.readLine().replaceFirst(".* ", "");
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<String> health = client.send(
                        HttpRequest.newBuilder(URI.create(address + "/health")).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(health.statusCode()).isEqualTo(200);
            }
            work.destroy();
            assertThat(work.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            work.destroyForcibly();
        }
    }

    @Test
    @DisplayName("migrate without the owner's account says what it needs")
    void migrateNeedsTheOwner() throws Exception {
        Process migrate = start("migrate", false);
        assertThat(migrate.waitFor()).isEqualTo(2);
        assertThat(migrate.errorReader().readLine()).contains("CALIMA_DB_USER");
    }

    private Process start(String command, boolean owner) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BatchApplication.class.getName(),
                command));
        CommandProcess.environment(builder, database, folder);
        builder.environment().put("CALIMA_OPERATOR_PORT", "0");
        if (!owner) {
            builder.environment().remove("CALIMA_DB_USER");
            builder.environment().remove("CALIMA_DB_PASSWORD");
            builder.environment().remove(DatabaseRole.READER.passwordVariable());
        }
        return builder.start();
    }
}
