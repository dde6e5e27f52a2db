package dev.calima.api;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API on a free port, over a database of its own; the clock stands still. */
final class RunningApi implements AutoCloseable {

    /** What time it is in every test: noon of 2 April 2019, UTC. */
    static final Instant NOW = Instant.parse("2019-04-02T12:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;

    private RunningApi(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningApi over(TestDatabase database) {
        return over(database, Map.of("CALIMA_API_QUOTAS", "anonymous=1000000"));
    }

    /** @param settings beside those of the database */
    static RunningApi over(TestDatabase database, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(environment(database));
        environment.putAll(settings);
        return new RunningApi(ReadApiApplication.start(environment, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    /** The settings that must be there, with free ports. */
    static Map<String, String> environment(TestDatabase database) {
        DatabaseAccess reader = database.access(DatabaseRole.READER);
        return Map.of(
                "CALIMA_DB_URL", reader.url(),
                "CALIMA_DB_READER_USER", reader.user(),
                "CALIMA_DB_READER_PASSWORD", reader.password(),
                "CALIMA_DB_GATE_PASSWORD", database.access(DatabaseRole.GATE).password(),
                "CALIMA_KEY_PEPPER", TestKeys.PEPPER,
                "CALIMA_API_PORT", "0",
                "CALIMA_API_MANAGEMENT_PORT", "0");
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** GET; any status. */
    HttpResponse<String> get(String pathAndQuery, String... headers) {
        return exchange("GET", "local.server.port", pathAndQuery, headers);
    }

    HttpResponse<String> send(String method, String pathAndQuery, String... headers) {
        return exchange(method, "local.server.port", pathAndQuery, headers);
    }

    HttpResponse<String> getFromManagement(String path) {
        return exchange("GET", "local.management.port", path);
    }

    /** The JSON of an answer with status 200. */
    JsonNode json(String pathAndQuery) {
        HttpResponse<String> response = get(pathAndQuery);
        if (response.statusCode() != 200) {
            throw new AssertionError(pathAndQuery + " gave " + response.statusCode() + ": " + response.body());
        }
        return parse(response);
    }

    static JsonNode parse(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private HttpResponse<String> exchange(String method, String portProperty, String pathAndQuery, String... headers) {
        String port = context.getEnvironment().getRequiredProperty(portProperty);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }
}
