package dev.calima.bench.read;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own that prints where it listens, and ends when its standard input does. */
final class MeasuredProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 50;
    private static final int STOP_SECONDS = 20;

    private final Process process;
    private final int port;

    private MeasuredProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it has said where it listens.
     *
     * @param environment what is set beside this process' own; {@code CALIMA_*} of this process are taken away
     * @param port finds the port in what it prints, as its first group
     * @param output file that takes what it prints
     */
    static MeasuredProcess start(List<String> command, Map<String, String> environment, Pattern port, Path output)
            throws IOException, InterruptedException {
        Files.createDirectories(output.toAbsolutePath().getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CALIMA_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher found = port.matcher(Files.readString(output));
            if (found.find()) {
                return new MeasuredProcess(process, Integer.parseInt(found.group(1)));
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroyForcibly();
        throw new IOException(
                "did not start: " + String.join(" ", command) + System.lineSeparator() + Files.readString(output));
    }

    int port() {
        return port;
    }

    /** Processor time that it has used, in microseconds. */
    long cpuMicros() {
        return CpuTime.ofProcess(process.pid());
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.flush();
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
