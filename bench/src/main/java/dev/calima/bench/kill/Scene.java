package dev.calima.bench.kill;

import dev.calima.batch.BatchContext;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.bench.Months;
import dev.calima.sql.FaultProxy;
import dev.calima.sql.embedded.EmbeddedDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.Migrations;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A durable server with a line to it that can be spoiled, and a folder for files and processes: made for one run of the harness,
 * and gone with it.
 */
final class Scene implements AutoCloseable {

    static final String FEED = "madrid-air-hourly";

    /** Opens the operator API of every process that is started here. */
    static final String OPERATOR_KEY = "a-key-for-the-harness-only";

    private static final String MAIN = "dev.calima.batch.BatchApplication";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    private final Path home;
    private final Path config;
    private final Path samples;
    private final EmbeddedDatabase database;
    private final RolePasswords passwords;
    private final CommitGate gate = new CommitGate();
    private final FaultProxy proxy;
    private final List<CalimaProcess> started = new ArrayList<>();

    private Scene(Path home, Path config, Path samples, EmbeddedDatabase database, RolePasswords passwords)
            throws IOException {
        this.home = home;
        this.config = config;
        this.samples = samples;
        this.database = database;
        this.passwords = passwords;
        this.proxy = FaultProxy.before(URI.create(database.access().url().substring("jdbc:".length())), gate::filter);
    }

    /** @param jobsConfig the configuration that ships; its samples are the load's files */
    static Scene open(Path jobsConfig) throws IOException, SQLException {
        return open(jobsConfig, Files.createTempDirectory("calima-kill"));
    }

    /** As {@link #open(Path)}, in a folder that is there, such as a small disk. */
    static Scene open(Path jobsConfig, Path home) throws IOException, SQLException {
        EmbeddedDatabase database = EmbeddedDatabase.start(home.resolve("postgres"));
        RolePasswords passwords = RolePasswords.loadOrCreate(home.resolve("roles.properties"), Map.of());
        Path config = Months.config(jobsConfig, home.resolve("config"));
        Scene scene = new Scene(home, config, jobsConfig.resolve("samples").resolve(FEED), database, passwords);
        scene.migrate(EmbeddedDatabase.DATABASE);
        return scene;
    }

    /** Where everything of it lies. */
    Path home() {
        return home;
    }

    Path folder(String name) {
        return home.resolve(name);
    }

    Path config() {
        return config;
    }

    /** Published months that ship. */
    Path samples() {
        return samples;
    }

    RolePasswords passwords() {
        return passwords;
    }

    /** The line to the server. */
    FaultProxy proxy() {
        return proxy;
    }

    /** Swallows answers to commits. */
    CommitGate gate() {
        return gate;
    }

    /** The database, past the line that is spoiled. */
    DatabaseAccess direct() {
        return database.access();
    }

    /** Another database on the same server, made and migrated. */
    DatabaseAccess make(String name) throws SQLException {
        try (Connection connection = direct().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        migrate(name);
        return at(name);
    }

    /** The database as processes reach it: over the line that is spoiled. */
    DatabaseAccess spoiled() {
        String url = direct().url();
        return new DatabaseAccess(
                "jdbc:postgresql://127.0.0.1:" + proxy.address().getPort() + url.substring(url.lastIndexOf('/')),
                direct().user(),
                direct().password());
    }

    /** The batch application's beans in this process, with a landing area of their own. */
    ConfigurableApplicationContext beans(DatabaseAccess access) {
        return BatchContext.start(
                JobsConfigLoader.load(config, FeedFormats.check()),
                access,
                passwords,
                StorageSettings.inFolder(
                        folder("landing" + access.url().substring(access.url().lastIndexOf('/')))));
    }

    /** Starts a command of Calima's on a database, with chunks of so many lines. */
    CalimaProcess calima(DatabaseAccess access, int chunkLines, String... arguments) throws IOException {
        return start(MAIN, access, Map.of("calima.chunk-lines", Integer.toString(chunkLines)), arguments);
    }

    /** Starts a main class with the environment of a command. */
    CalimaProcess start(String mainClass, DatabaseAccess access, Map<String, String> properties, String... arguments)
            throws IOException {
        return start(mainClass, access, properties, Map.of(), arguments);
    }

    /** The same with more in its environment. */
    CalimaProcess start(
            String mainClass,
            DatabaseAccess access,
            Map<String, String> properties,
            Map<String, String> more,
            String... arguments)
            throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("CALIMA_HOME", folder("home").toString());
        environment.put("CALIMA_CONFIG", config.toString());
        environment.put("CALIMA_OPERATOR_KEY", OPERATOR_KEY);
        environment.put("CALIMA_DB_URL", access.url());
        environment.put("CALIMA_DB_USER", access.user());
        environment.put("CALIMA_DB_PASSWORD", access.password());
        for (DatabaseRole role : DatabaseRole.values()) {
            environment.put(
                    role.passwordVariable(), passwords.access(access, role).password());
        }
        Path output = folder("output-" + started.size() + ".txt");
        CalimaProcess process = CalimaProcess.start(mainClass, properties, environment, output, List.of(arguments));
        started.add(process);
        return process;
    }

    /** {@code kill -9} of the server; returns how long it took until it answered again. */
    Duration killServer() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Signals.send("KILL", serverPid());
        return awaitAnswer(begun);
    }

    /** Process of the server. */
    long serverPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst());
    }

    /** Waits until the server answers; how long it was from {@code begun}, in {@link System#nanoTime()}, on. */
    Duration awaitAnswer(long begun) throws IOException {
        while (System.nanoTime() - begun < ANSWER_LIMIT.toNanos()) {
            LockSupport.parkNanos(POLL_NANOS);
            try (Connection connection = direct().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                return Duration.ofNanos(System.nanoTime() - begun);
            } catch (SQLException e) {
                // not yet
            }
        }
        throw new IOException("the database did not answer within " + ANSWER_LIMIT.toSeconds() + " s: "
                + Files.readString(home.resolve("postgres/postgres.log")));
    }

    private void migrate(String name) throws SQLException {
        Migrations.migrate(at(name));
        passwords.apply(at(name));
    }

    private DatabaseAccess at(String name) {
        String url = direct().url();
        return new DatabaseAccess(
                url.substring(0, url.lastIndexOf('/') + 1) + name, direct().user(), direct().password());
    }

    /** Ends what it started and deletes its folder. */
    @Override
    public void close() throws IOException {
        for (CalimaProcess process : started) {
            try {
                process.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        proxy.close();
        database.close();
        try (Stream<Path> left = Files.walk(home)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
