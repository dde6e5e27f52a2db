import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// A small client, and a program that shows the newest NO2 values: `java Calima.java`. Needs nothing but a JDK 25.
/// It keeps what it got and asks only whether that changed, and waits when the quota is used up.
final class Calima {

    private record Kept(String etag, String body) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String key;
    private final Map<String, Kept> kept = new HashMap<>();

    /// `key` is empty for a client without one.
    Calima(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    /// The JSON of an answer; a problem of the caller's making is an `IllegalArgumentException` with what the server says.
    String get(String pathAndQuery) throws Exception {
        Kept before = kept.get(pathAndQuery);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(pathAndQuery)).timeout(Duration.ofSeconds(30));
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        if (before != null) {
            request.header("If-None-Match", before.etag());
        }
        while (true) {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            switch (response.statusCode()) {
                case 200 -> {
                    response.headers()
                            .firstValue("ETag")
                            .ifPresent(etag -> kept.put(pathAndQuery, new Kept(etag, response.body())));
                    return response.body();
                }
                case 304 -> {
                    return before.body();
                }
                case 429, 503 ->
                    Thread.sleep(Duration.ofSeconds(
                            response.headers().firstValueAsLong("Retry-After").orElse(5)));
                default -> throw new IllegalArgumentException(response.body());
            }
        }
    }

    void main() throws Exception {
        IO.println(get("/v1/latest?parameter=no2"));
        IO.println(get("/v1/latest?parameter=no2").length() + " characters, the second time out of memory");
    }

    Calima() {
        this(
                URI.create(System.getenv().getOrDefault("CALIMA_URL", "http://127.0.0.1:8080")),
                System.getenv().getOrDefault("CALIMA_KEY", ""));
    }
}
