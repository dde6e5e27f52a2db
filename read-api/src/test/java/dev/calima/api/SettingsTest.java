package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The settings, and the program as a process. */
class SettingsTest {

    private static final Map<String, String> LEAST =
            Map.of("CALIMA_DB_URL", "jdbc:postgresql://db/calima", "CALIMA_DB_READER_PASSWORD", "secret");

    @Test
    void defaultsAreLoopbackAndTheReader() {
        ApiSettings settings = ApiSettings.from(LEAST);
        assertThat(settings.databaseUser()).isEqualTo("calima_reader");
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.managementPort()).isEqualTo(8081);
        assertThat(settings.exitWithParent()).isFalse();
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void asManyRequestsAtATimeAsConnections() {
        Map<String, Object> properties = ApiSettings.from(LEAST).springProperties();
        assertThat(properties.get("server.tomcat.threads.max"))
                .isEqualTo(properties.get("spring.datasource.hikari.maximum-pool-size"));
    }

    @Test
    void everythingWrongIsToldAtOnceInOneLine() {
        assertThatThrownBy(() -> ReadApiApplication.start(
                        Map.of(
                                "CALIMA_API_PORT", "http",
                                "CALIMA_API_MANAGEMENT_PORT", "70000",
                                "CALIMA_EXIT_WITH_PARENT", "yes"),
                        Clock.systemUTC()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("The read API cannot start:"
                        + " CALIMA_DB_URL is not set (such as jdbc:postgresql://localhost:5432/calima);"
                        + " CALIMA_DB_READER_PASSWORD is not set (the password of the database account that reads);"
                        + " CALIMA_API_PORT must be a number from 0 to 65535, but is http;"
                        + " CALIMA_API_MANAGEMENT_PORT must be a number from 0 to 65535, but is 70000;"
                        + " CALIMA_EXIT_WITH_PARENT must be true or false, but is yes.");
    }

    @Test
    void healthNeedsAPortOfItsOwn() {
        assertThatThrownBy(() -> ApiSettings.from(Map.of(
                        "CALIMA_DB_URL", "jdbc:mysql://db/x",
                        "CALIMA_DB_READER_PASSWORD", "secret",
                        "CALIMA_API_PORT", "8081")))
                .hasMessageContaining("must start with jdbc:postgresql:")
                .hasMessageContaining("both 8081");
    }

    @Test
    @Timeout(60)
    void withoutSettingsTheProgramSaysSoAndStops() throws Exception {
        Process process = program(Map.of()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output.lines()).hasSize(1);
        assertThat(output).contains("CALIMA_DB_URL is not set");
    }

    @Test
    @Timeout(60)
    void theProgramStopsWhenItsParentIsGone() throws Exception {
        DatabaseAccess reader = TestDatabase.create().access(DatabaseRole.READER);
        Process process = program(Map.of(
                        "CALIMA_DB_URL", reader.url(),
                        "CALIMA_DB_READER_PASSWORD", reader.password(),
                        "CALIMA_API_PORT", "0",
                        "CALIMA_API_MANAGEMENT_PORT", "0",
                        "CALIMA_EXIT_WITH_PARENT", "true"))
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(lineWith("Serving at http://127.0.0.1:", output)).isNotNull();
            process.getOutputStream().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Reads up to the first such line; null when there is none. */
    private static @Nullable String lineWith(String text, BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.contains(text)) {
            line = output.readLine();
        }
        return line;
    }

    private static ProcessBuilder program(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ReadApiApplication.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("CALIMA_"));
        builder.environment().putAll(environment);
        return builder;
    }
}
