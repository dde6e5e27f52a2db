package dev.calima.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The read API's own description of its routes, asked of the very program that is deployed; it needs no database for that. */
final class ReadApiDocument {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 200;
    private static final int OK = 200;

    private ReadApiDocument() {}

    /**
     * Starts the program, asks it, and ends it.
     *
     * @param jar the read API's executable jar
     * @return a file with the document, in JSON
     * @throws IOException when the program ends by itself or does not answer within two minutes; the message has its last words
     */
    static Path ask(Path jar) throws IOException, InterruptedException {
        int port = freePort();
        Path log = Files.createTempFile("read-api", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"), "-jar", jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "CALIMA_DB_URL", "jdbc:postgresql://127.0.0.1:1/none",
                        "CALIMA_DB_READER_PASSWORD", "none",
                        "CALIMA_DB_GATE_PASSWORD", "none",
                        "CALIMA_KEY_PEPPER", "none".repeat(16),
                        "CALIMA_API_PORT", Integer.toString(port),
                        "CALIMA_API_MANAGEMENT_PORT", "0",
                        "CALIMA_EXIT_WITH_PARENT", "true"));
        Process process = builder.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            // The same document as /v1/openapi.json, which is counted by caller and so needs the database.
            HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
                    .timeout(LIMIT)
                    .build();
            Path answer = Files.createTempFile("read-api", ".json");
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (process.isAlive() && System.nanoTime() < deadline) {
                try {
                    if (client.send(question, HttpResponse.BodyHandlers.ofFile(answer))
                                    .statusCode()
                            == OK) {
                        return answer;
                    }
                    break;
                } catch (IOException _) {
                    Thread.sleep(PAUSE_MILLIS); // does not listen yet
                }
            }
            throw new IOException("the read API (" + jar + ") did not tell its routes: " + Files.readString(log));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
