package dev.calima.batch;

import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.operate.web.OperatorKey;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The batch application's beans on a test's database: as one process would have them. Close it to end the process. */
public final class BatchTestContext implements AutoCloseable {

    /** The configuration that ships. */
    public static final Path SHIPPED_CONFIG =
            Path.of("..", "jobs-config").toAbsolutePath().normalize();

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;

    private BatchTestContext(TestDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /**
     * Starts the application.
     *
     * @param database its database, migrated
     * @param config a folder as {@code jobs-config} is one
     * @param home where it keeps its files
     */
    public static BatchTestContext start(TestDatabase database, Path config, Path home) {
        return start(database, config, StorageSettings.inFolder(home.resolve("landing")));
    }

    /** Starts the application with files elsewhere than on this machine. */
    public static BatchTestContext start(TestDatabase database, Path config, StorageSettings storage) {
        return new BatchTestContext(
                database,
                BatchContext.start(
                        JobsConfigLoader.load(config, FeedFormats.check()),
                        database.admin(),
                        TestDatabase.passwords(),
                        storage));
    }

    /**
     * Starts the application with its operator API, on any port.
     *
     * @param key of the operator API
     */
    public static BatchTestContext startServing(TestDatabase database, Path config, Path home, String key)
            throws IOException {
        return startServing(database, config, home, key, beans -> {});
    }

    /**
     * Starts the application with its operator API, on any port, and with beans of the test's own.
     *
     * @param instead registers them
     */
    public static BatchTestContext startServing(
            TestDatabase database, Path config, Path home, String key, Consumer<GenericApplicationContext> instead)
            throws IOException {
        return startServing(database, database.admin(), config, home, key, instead);
    }

    /**
     * The same on another way to the database than the direct one.
     *
     * @param way such as through something that spoils the line
     */
    public static BatchTestContext startServing(
            TestDatabase database,
            DatabaseAccess way,
            Path config,
            Path home,
            String key,
            Consumer<GenericApplicationContext> instead)
            throws IOException {
        OperatorKey operatorKey =
                OperatorKey.loadOrCreate(home.resolve("operator.key"), Map.of(OperatorKey.VARIABLE, key));
        return new BatchTestContext(
                database,
                BatchContext.start(
                        JobsConfigLoader.load(config, FeedFormats.check()),
                        way,
                        TestDatabase.passwords(),
                        StorageSettings.inFolder(home.resolve("landing")),
                        new WebServer(
                                "127.0.0.1",
                                0,
                                Files.createDirectories(home.resolve("spool")),
                                beans -> beans.registerBean(OperatorKey.class, () -> operatorKey)),
                        instead));
    }

    /**
     * Starts the application with beans of the test's own, such as its clock.
     *
     * @param instead registers them
     */
    public static BatchTestContext start(
            TestDatabase database, Path config, Path home, Consumer<GenericApplicationContext> instead) {
        return new BatchTestContext(
                database,
                BatchContext.start(
                        JobsConfigLoader.load(config, FeedFormats.check()),
                        database.admin(),
                        TestDatabase.passwords(),
                        StorageSettings.inFolder(home.resolve("landing")),
                        null,
                        instead));
    }

    /** Port of the operator API. */
    public int operatorPort() {
        return Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
    }

    /** Its database. */
    public TestDatabase database() {
        return database;
    }

    /** A bean. */
    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** A bean among several of its type. */
    public <T> T get(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
    }
}
