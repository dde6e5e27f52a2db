package dev.calima.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One run of {@code calima demo}: the process as the launcher starts it, and what it printed. */
final class Demo {

    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    static final Path CONFIG = CHECKOUT.resolve("jobs-config");

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Pattern PORTAL = Pattern.compile("\\s*Portal\\s+(http://\\S+)");

    private final Process process;
    private final Path complaints;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private Demo(Process process, Path complaints) {
        this.process = process;
        this.complaints = complaints;
        Thread.ofVirtual().name("demo-output").start(this::read);
    }

    /** Starts the demo on a data folder; returns at once. */
    static Demo start(Path home) throws IOException {
        Path complaints = Files.createTempFile(home, "demo-", ".err");
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Duser.timezone=UTC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseParallelGC",
                        "-jar",
                        jar("batch-jobs").toString(),
                        "demo")
                .redirectError(complaints.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CALIMA_") && !name.equals("CALIMA_CACHE"));
        builder.environment().put("CALIMA_HOME", home.toString());
        builder.environment().put("CALIMA_CONFIG", CONFIG.toString());
        builder.environment().put("CALIMA_READ_API_JAR", jar("read-api").toString());
        builder.environment().put("CALIMA_API_PORT", "0");
        builder.environment().put("CALIMA_API_QUOTAS", "anonymous=100000"); // many visits from one address
        builder.environment().put("CALIMA_TTY", "0");
        return new Demo(builder.start(), complaints);
    }

    private static Path jar(String module) {
        Path jar = CHECKOUT.resolve(module + "/target/" + module + "-exec.jar");
        assertThat(jar).as("run the whole build: ./mvnw verify").exists();
        return jar;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                Matcher portal = PORTAL.matcher(line);
                if (portal.matches()) {
                    address.complete(URI.create(portal.group(1)));
                }
            }
            address.completeExceptionally(new IOException("it ended without an address"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    /** Where the portal is, once the demo has printed it. */
    URI address() {
        try {
            return address.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the demo did not come up:\n" + transcript(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the demo started", e);
        }
    }

    /** What it printed on its standard output. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** All that it said, for the message of a failing test. */
    String transcript() {
        try {
            return String.join("\n", lines) + "\n" + Files.readString(complaints);
        } catch (IOException e) {
            return String.join("\n", lines) + "\n(" + e + ")";
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The process and all that it started: the database, the read API and their helpers. */
    List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** Ctrl-C; where this build itself runs with interrupts ignored, which children inherit, the other polite signal. */
    void interrupt() throws IOException, InterruptedException {
        String signal = Processes.ignoresInterrupts(process.pid()) ? "-TERM" : "-INT";
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The exit code, when it ends in time. */
    int exitCodeWithin(Duration limit) throws InterruptedException {
        assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended within %s:%n%s", limit, transcript())
                .isTrue();
        return process.exitValue();
    }

    /** {@code kill -9} of the demo alone: whatever it started has to notice. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** {@code kill -9} of the demo and of every process that it started. */
    void killWithAllItStarted() {
        List<ProcessHandle> family = family();
        kill();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
