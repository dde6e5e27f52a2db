package dev.calima.batch;

import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/** The batch application on a database of its own, with the project's real configuration. */
public final class TestPlatform implements AutoCloseable {

    /** The project's own configuration. */
    public static final Path JOBS_CONFIG =
            Path.of("../jobs-config").toAbsolutePath().normalize();

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;

    private TestPlatform(TestDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /** @param folder keeps the landed files */
    public static TestPlatform start(Path folder) {
        TestDatabase database = TestDatabase.create();
        return new TestPlatform(
                database,
                BatchContext.start(
                        JobsConfigLoader.load(JOBS_CONFIG),
                        database.admin(),
                        TestDatabase.passwords(),
                        folder.resolve("landing")));
    }

    public TestDatabase database() {
        return database;
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
