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

/** The batch application's beans on a test's database: as one process would have them. Close it to end the process. */
public final class BatchTestContext implements AutoCloseable {

    /** The configuration that ships. */
    public static final Path SHIPPED_CONFIG = Path.of("..", "jobs-config");

    private final ConfigurableApplicationContext context;

    private BatchTestContext(ConfigurableApplicationContext context) {
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
        JobsConfig jobs = JobsConfigLoader.load(config);
        SpringApplication application = new SpringApplication(BatchConfiguration.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(JobsConfig.class, () -> jobs);
            beans.registerBean(DatabaseAccess.class, database::admin);
            beans.registerBean(RolePasswords.class, TestDatabase::passwords);
            beans.registerBean(LandingArea.class, () -> new LandingArea(home.resolve("landing")));
        });
        return new BatchTestContext(application.run());
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
