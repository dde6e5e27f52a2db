package dev.calima.batch;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.RolePasswords;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

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
        JobsConfig config = JobsConfigLoader.load(JOBS_CONFIG);
        SpringApplication application = new SpringApplication(BatchConfiguration.class);
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(JobsConfig.class, () -> config);
            beans.registerBean(DatabaseAccess.class, database::admin);
            beans.registerBean(RolePasswords.class, TestDatabase::passwords);
            beans.registerBean(LandingArea.class, () -> new LandingArea(folder.resolve("landing")));
        });
        return new TestPlatform(database, application.run());
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
