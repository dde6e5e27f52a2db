package dev.calima.bench.read;

import dev.calima.sql.setup.DatabaseAccess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** PostgreSQL's own load client: the same SQL without anything in between, prepared, with a plan for all values. */
final class Pgbench {

    private static final Duration START = Duration.ofMillis(500);
    private static final int SLACK_SECONDS = 2;
    private static final long MICROS = 1_000_000;
    private static final String HOW =
            "pgbench is not on the PATH: install it (Debian and Ubuntu: apt-get install postgresql postgresql-contrib;"
                    + " 15 or newer), then run the bench again";

    private final Path program;
    private final DatabaseAccess access;
    private final Path folder;

    /** @param folder takes its scripts and logs */
    Pgbench(DatabaseAccess access, Path folder) throws IOException {
        this.program = find().orElseThrow(() -> new IllegalArgumentException(HOW));
        this.access = access;
        this.folder = Files.createDirectories(folder);
    }

    /** Fails at once where it is missing, rather than after the load. */
    static void checkThere() {
        if (find().isEmpty()) {
            throw new IllegalArgumentException(HOW);
        }
    }

    /** Runs a script of pgbench's for a while; as {@link LoadClient#run}. */
    Load run(String script, int connections, Duration warm, Duration measure, LongSupplier cpuMicros)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.sql"), script);
        Path output = folder.resolve("pgbench.txt");
        long seconds = warm.plus(measure).toSeconds() + SLACK_SECONDS;
        Process process = start(file, connections, seconds, output);
        Thread.sleep(START.plus(warm));
        long from = epochMicros();
        long cpu = cpuMicros.getAsLong();
        Thread.sleep(measure);
        long used = cpuMicros.getAsLong() - cpu;
        long to = epochMicros();
        if (!process.waitFor(seconds + 30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("pgbench failed: " + Files.readString(output));
        }
        LoadClient.Latencies latencies = takeLog(from, to);
        return new Load(latencies.count(), (to - from) * 1000, used, latencies);
    }

    private Process start(Path script, int connections, long seconds, Path output) throws IOException {
        URI server = URI.create(access.url().substring("jdbc:".length()));
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + connections,
                        "--jobs=1",
                        "--time=" + seconds,
                        "--log",
                        "--log-prefix=" + folder.resolve("transactions"),
                        "--file=" + script,
                        "--host=" + server.getHost(),
                        "--port=" + server.getPort(),
                        "--username=" + access.user(),
                        server.getPath().substring(1))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PGPASSWORD", access.password());
        builder.environment().put("PGOPTIONS", "-c plan_cache_mode=force_generic_plan");
        return builder.start();
    }

    /** Lines of client, transaction, microseconds, script, and when it ended in seconds and microseconds. */
    private LoadClient.Latencies takeLog(long from, long to) throws IOException {
        LoadClient.Latencies latencies = new LoadClient.Latencies();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(file -> file.getFileName().toString().startsWith("transactions."))
                    .toList()) {
                try (BufferedReader lines = Files.newBufferedReader(log)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        String[] fields = line.split(" ");
                        long ended = Long.parseLong(fields[4]) * MICROS + Long.parseLong(fields[5]);
                        if (ended >= from && ended < to) {
                            latencies.add(Long.parseLong(fields[2]) * 1000);
                        }
                    }
                }
                Files.delete(log);
            }
        }
        return latencies;
    }

    private static long epochMicros() {
        var now = java.time.Clock.systemUTC().instant();
        return now.getEpochSecond() * MICROS + now.getNano() / 1000;
    }

    private static Optional<Path> find() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        List.of("/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/15/bin").stream())
                .map(folder -> Path.of(folder, "pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
