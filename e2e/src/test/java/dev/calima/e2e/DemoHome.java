package dev.calima.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One data folder for all tests, and the demo that runs on it. The first start loads and learns, later ones find it done. */
final class DemoHome implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** A key that may only look. */
    static final String VIEWER_KEY = "a-key-that-may-only-look";

    private final Path folder;
    private @Nullable Demo current;

    DemoHome() throws IOException {
        folder = Files.createTempDirectory("calima-e2e-");
        Files.writeString(folder.resolve("operator.keys"), "eve viewer " + VIEWER_KEY + "\n");
    }

    Path folder() {
        return folder;
    }

    /** The running demo, started when none runs. */
    synchronized Demo running() {
        @Nullable Demo found = current;
        if (found == null || !found.isAlive()) {
            try {
                found = Demo.start(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            current = found;
        }
        found.address();
        return found;
    }

    /** The API of the running demo. */
    Api api() {
        return new Api(running().address());
    }

    /** The key of the operator API. */
    String operatorKey() {
        running();
        try {
            return Files.readString(folder.resolve("operator.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        @Nullable Demo last = current;
        if (last != null && last.isAlive()) {
            List<ProcessHandle> family = last.family();
            last.killWithAllItStarted();
            Processes.stillRunning(family, STOP_LIMIT);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
