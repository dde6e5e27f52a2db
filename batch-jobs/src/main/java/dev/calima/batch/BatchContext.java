package dev.calima.batch;

import dev.calima.batch.config.AlertChannel;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.RolePasswords;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the batch application's beans on a migrated database. The caller closes them, before the database. */
public final class BatchContext {

    private BatchContext() {}

    /**
     * Starts the beans.
     *
     * @param config the checked configuration
     * @param database where it works; only its URL counts, jobs log in with their own roles
     * @param passwords of those roles
     * @param landing folder that keeps the bytes of every file received
     */
    public static ConfigurableApplicationContext start(
            JobsConfig config, DatabaseAccess database, RolePasswords passwords, Path landing) {
        return start(config, database, passwords, StorageSettings.inFolder(landing));
    }

    /**
     * Starts the beans.
     *
     * @param config the checked configuration
     * @param database where it works; only its URL counts, jobs log in with their own roles
     * @param passwords of those roles
     * @param storage where the bytes of every file received are kept, and what of AWS may be used
     */
    public static ConfigurableApplicationContext start(
            JobsConfig config, DatabaseAccess database, RolePasswords passwords, StorageSettings storage) {
        return start(config, database, passwords, storage, null);
    }

    /**
     * Starts the beans, and a web server.
     *
     * @param config the checked configuration
     * @param database where it works; only its URL counts, jobs log in with their own roles
     * @param passwords of those roles
     * @param storage where the bytes of every file received are kept, and what of AWS may be used
     * @param web the web server; null for none
     */
    public static ConfigurableApplicationContext start(
            JobsConfig config,
            DatabaseAccess database,
            RolePasswords passwords,
            StorageSettings storage,
            @Nullable WebServer web) {
        return start(config, database, passwords, storage, web, beans -> {});
    }

    /**
     * Starts the beans, and a web server.
     *
     * @param web the web server; null for none
     * @param instead puts beans of its own in the place of those that are only there when nobody else has them: the clock, the
     *     limits of asking, the environment; for tests and for the harness that kills
     */
    public static ConfigurableApplicationContext start(
            JobsConfig config,
            DatabaseAccess database,
            RolePasswords passwords,
            StorageSettings storage,
            @Nullable WebServer web,
            Consumer<GenericApplicationContext> instead) {
        SpringApplication application = new SpringApplication(BatchConfiguration.class);
        application.setWebApplicationType(web == null ? WebApplicationType.NONE : WebApplicationType.SERVLET);
        application.setRegisterShutdownHook(false); // who starts it stops jobs, application and database in that order
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(JobsConfig.class, () -> config);
            beans.registerBean(DatabaseAccess.class, () -> database);
            beans.registerBean(RolePasswords.class, () -> passwords);
            beans.registerBean(StorageSettings.class, () -> storage);
            instead.accept(beans);
            if (web != null) {
                web.beans().accept(beans);
            }
        });
        Map<String, Object> properties = new HashMap<>(AwsProperties.of(
                storage, config.alerts().channels().stream().anyMatch(AlertChannel.Topic.class::isInstance)));
        if (web != null) {
            properties.putAll(web.properties());
            properties.put("calima.scheduler", web.schedules());
        }
        application.setDefaultProperties(properties);
        return application.run();
    }
}
