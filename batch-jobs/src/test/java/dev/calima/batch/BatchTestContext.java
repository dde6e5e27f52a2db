package dev.calima.batch;

import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

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
        return new BatchTestContext(
                database,
                BatchContext.start(
                        JobsConfigLoader.load(config, FeedFormats.check()),
                        database.admin(),
                        TestDatabase.passwords(),
                        home.resolve("landing")));
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
