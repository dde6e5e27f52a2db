package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.sql.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The settings, and the program as a process. */
class SettingsTest {

    private static final String PEPPER = "0123456789abcdef0123456789abcdef";

    private static final Map<String, String> LEAST = Map.of(
            "CALIMA_DB_URL", "jdbc:postgresql://db/calima",
            "CALIMA_DB_READER_PASSWORD", "secret",
            "CALIMA_DB_GATE_PASSWORD", "secret",
            "CALIMA_KEY_PEPPER", PEPPER);

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
                                "CALIMA_KEY_PEPPER", "too short",
                                "CALIMA_API_QUOTAS", "nobody=1",
                                "CALIMA_API_PROXIES", "proxy.example.org",
                                "CALIMA_EXIT_WITH_PARENT", "yes"),
                        Clock.systemUTC()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("The read API cannot start:"
                        + " CALIMA_DB_URL is not set (such as jdbc:postgresql://localhost:5432/calima);"
                        + " CALIMA_DB_READER_PASSWORD is not set (the password of the database account that reads);"
                        + " CALIMA_API_PORT must be a number from 0 to 65535, but is http;"
                        + " CALIMA_API_MANAGEMENT_PORT must be a number from 0 to 65535, but is 70000;"
                        + " CALIMA_EXIT_WITH_PARENT must be true or false, but is yes;"
                        + " CALIMA_DB_GATE_PASSWORD is not set (the password of the database account that looks keys up);"
                        + " CALIMA_KEY_PEPPER must have at least 32 characters, such as 'openssl rand -hex 32' gives, but has 9;"
                        + " CALIMA_API_QUOTAS must be ROLE=REQUESTS with commas between, such as anonymous=300,reader=3000,"
                        + " with the roles anonymous, reader, partner, operator, admin and 1 to 1000000000 requests, but has nobody=1;"
                        + " CALIMA_API_PROXIES not an address or a range such as 10.0.0.0/8: proxy.example.org.");
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
        Map<String, String> settings = new HashMap<>(RunningApi.environment(TestDatabase.create()));
        settings.put("CALIMA_EXIT_WITH_PARENT", "true");
        Process process = program(settings).start();
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
