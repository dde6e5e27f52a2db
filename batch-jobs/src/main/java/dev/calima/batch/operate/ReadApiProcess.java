package dev.calima.batch.operate;

import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.type.Pepper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The read API as a process of its own, as it runs in production: it knows the passwords of the reader and the gate and no other. It ends
 * with this process.
 */
final class ReadApiProcess implements AutoCloseable {

    private static final int FIRST_PORT = 8080;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 100;
    private static final int STOP_SECONDS = 20;

    /** Settings that are handed on as they are. */
    private static final List<String> QUOTA_VARIABLES =
            List.of("CALIMA_API_QUOTAS", "CALIMA_API_QUOTA_WINDOW_SECONDS", "CALIMA_API_PROXIES");

    private final Process process;
    private final int port;
    private final Path log;

    private ReadApiProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts it and waits until it answers. */
    static ReadApiProcess start(Settings settings, Platform platform)
            throws IOException, InterruptedException, SettingsException {
        if (!Files.exists(settings.readApiJar())) {
            throw new IOException("the read API is not built (" + settings.readApiJar()
                    + " is missing): run ./calima build, or set CALIMA_READ_API_JAR");
        }
        int port = FreePort.find(settings.apiPort(), FIRST_PORT, "CALIMA_API_PORT");
        Files.createDirectories(settings.logFolder());
        Path log = settings.logFolder().resolve("read-api.log");
        DatabaseAccess reader = platform.passwords().access(platform.database(), DatabaseRole.READER);
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        settings.readApiJar().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        String pepper = PepperFile.read(settings, System.getenv());
        builder.environment().keySet().removeIf(name -> name.startsWith("CALIMA_"));
        builder.environment().put("CALIMA_DB_URL", reader.url());
        builder.environment().put("CALIMA_DB_READER_USER", reader.user());
        builder.environment().put("CALIMA_DB_READER_PASSWORD", reader.password());
        builder.environment()
                .put(
                        "CALIMA_DB_GATE_PASSWORD",
                        platform.passwords()
                                .access(platform.database(), DatabaseRole.GATE)
                                .password());
        builder.environment().put(Pepper.VARIABLE, pepper);
        for (String quotas : QUOTA_VARIABLES) {
            builder.environment().put(quotas, System.getenv().getOrDefault(quotas, ""));
        }
        builder.environment().put("CALIMA_API_PORT", Integer.toString(port));
        builder.environment().put("CALIMA_API_MANAGEMENT_PORT", "0");
        builder.environment().put("CALIMA_OPERATOR_URL", platform.operatorAddress());
        builder.environment().put("CALIMA_EXIT_WITH_PARENT", "true");
        ReadApiProcess started = new ReadApiProcess(builder.start(), port, log);
        try {
            started.awaitAnswer();
        } catch (IOException | InterruptedException e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** Where people open it. */
    String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that it wrote. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "v1/parameters"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline) {
                if (!process.isAlive()) {
                    throw new IOException("the read API did not start:" + System.lineSeparator() + lastWords());
                }
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // not listening yet: ask again until the limit
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        throw new IOException("the read API did not answer within " + START_LIMIT.toSeconds() + " s:"
                + System.lineSeparator() + lastWords());
    }

    @Override
    public void close() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.flush();
        } catch (IOException e) {
            process.destroy(); // it is gone or going
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
