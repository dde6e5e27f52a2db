package dev.calima.bench.kill;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of Calima's in a process of its own. */
final class CalimaProcess {

    private final Process process;
    private final Path output;

    private CalimaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a main class from where this process has its own classes.
     *
     * @param properties system properties of the process
     * @param environment what {@code CALIMA_*} are set to; others are taken away
     * @param output file that takes what it prints
     */
    static CalimaProcess start(
            String mainClass,
            Map<String, String> properties,
            Map<String, String> environment,
            Path output,
            List<String> arguments)
            throws IOException {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Duser.timezone=UTC",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // most of a short life is its beginning
                "--enable-native-access=ALL-UNNAMED"));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        if (Arrays.stream(classPath.split(File.pathSeparator)).noneMatch(part -> Files.isDirectory(Path.of(part)))) {
            // the first that ends in order leaves its classes to the others
            command.add("-XX:SharedArchiveFile=" + output.resolveSibling("classes.jsa"));
            command.add("-XX:+AutoCreateSharedArchive");
            command.add("-Xlog:disable");
        }
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CALIMA_") && !name.equals("CALIMA_CACHE"));
        builder.environment().putAll(environment);
        return new CalimaProcess(builder.start(), output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Sends a signal by its name. */
    void signal(String name) throws IOException, InterruptedException {
        Signals.send(name, process.pid());
    }

    /** Waits for its end; false when it still runs after the limit. */
    boolean ends(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of a process that ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** What it printed. */
    String printed() throws IOException {
        return Files.readString(output);
    }
}
