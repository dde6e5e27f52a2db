package dev.calima.batch.operate;

import dev.calima.batch.BatchContext;
import dev.calima.batch.StopSignal;
import dev.calima.batch.WebServer;
import dev.calima.batch.config.AlertChannel;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.log.Redaction;
import dev.calima.batch.operate.web.OperatorKeys;
import dev.calima.batch.operate.web.PortalOrigins;
import dev.calima.batch.run.WorkerPools;
import dev.calima.sql.embedded.EmbeddedDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.Migrations;
import dev.calima.sql.setup.RolePasswords;
import dev.calima.sql.type.Pepper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The running whole of one process: the database, migrated, and the batch application's beans on it. */
final class Platform implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(40);
    private static final Duration CONNECT_PAUSE = Duration.ofSeconds(1);
    private static final int CONNECT_SECONDS = 5;
    /** A deployment starts the migration and its tasks at the same time. */
    private static final Duration SCHEMA_LIMIT = Duration.ofMinutes(15);

    private static final Duration SCHEMA_PAUSE = Duration.ofSeconds(3);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int FIRST_OPERATOR_PORT = 8100;

    private final @Nullable EmbeddedDatabase embedded;
    private final DatabaseAccess database;
    private final RolePasswords passwords;
    private final ConfigurableApplicationContext context;

    private Platform(
            @Nullable EmbeddedDatabase embedded,
            DatabaseAccess database,
            RolePasswords passwords,
            ConfigurableApplicationContext context) {
        this.embedded = embedded;
        this.database = database;
        this.passwords = passwords;
        this.context = context;
    }

    /** Reads the configuration, starts or finds the database, migrates it and starts the application. */
    static Platform open(Settings settings, Purpose purpose) throws IOException, SQLException, SettingsException {
        JobsConfig config = JobsConfigLoader.load(settings.config(), FeedFormats.check());
        requireRegion(config, settings);
        Files.createDirectories(settings.home());
        @Nullable EmbeddedDatabase embedded = null;
        try {
            DatabaseAccess database;
            if (settings.database() != null) {
                database = settings.database();
            } else {
                embedded = EmbeddedDatabase.start(settings.home().resolve("postgres"));
                database = embedded.access();
            }
            awaitAnswer(database);
            RolePasswords passwords = settings.migrates() ? migrate(settings, database) : awaitSchema(database);
            hide(database, passwords);
            return new Platform(
                    embedded,
                    database,
                    passwords,
                    BatchContext.start(
                            config,
                            database,
                            passwords,
                            settings.storage(),
                            purpose == Purpose.COMMAND ? null : webServer(settings, purpose)));
        } catch (IOException | SQLException | SettingsException | RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw e;
        }
    }

    private static RolePasswords migrate(Settings settings, DatabaseAccess database) throws SQLException {
        Migrations.migrate(database);
        RolePasswords passwords =
                RolePasswords.loadOrCreate(settings.home().resolve("roles.properties"), System.getenv());
        passwords.apply(database);
        return passwords;
    }

    /** Somebody else migrates, perhaps at this moment. */
    private static RolePasswords awaitSchema(DatabaseAccess database) throws SQLException {
        long deadline = System.nanoTime() + SCHEMA_LIMIT.toNanos();
        boolean told = false;
        for (int missing; (missing = Migrations.missing(database)) > 0; ) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the database lacks " + inWords(missing) + " of this program:"
                        + " run ./calima migrate with CALIMA_DB_USER and CALIMA_DB_PASSWORD of its owner");
            }
            if (!told) {
                System.err.println(
                        "calima: the database lacks " + inWords(missing) + ": waiting for ./calima migrate ...");
                told = true;
            }
            LockSupport.parkNanos(SCHEMA_PAUSE.toNanos());
        }
        return RolePasswords.given(System.getenv());
    }

    private static String inWords(int missing) {
        return missing == Migrations.ALL ? "the schema" : missing + " migrations";
    }

    private static void requireRegion(JobsConfig config, Settings settings) {
        if (settings.storage().region() == null
                && config.alerts().channels().stream().anyMatch(AlertChannel.Topic.class::isInstance)) {
            throw new ConfigException(List.of("jobs-config/alerts.yaml tells a topic of SNS but AWS_REGION is not set:"
                    + " name the region, such as eu-west-1"));
        }
    }

    /** Whatever somebody else's message says, these never stand in the log. */
    private static void hide(DatabaseAccess database, RolePasswords passwords) {
        Redaction.hide(database.password());
        for (DatabaseRole role : DatabaseRole.values()) {
            if (passwords.knows(role)) {
                Redaction.hide(passwords.access(database, role).password());
            }
        }
    }

    private static WebServer webServer(Settings settings, Purpose purpose) throws IOException, SettingsException {
        OperatorKeys keys = OperatorKeys.loadOrCreate(
                settings.operatorKeyFile(), settings.home().resolve("operator.keys"), System.getenv());
        Path spool = Files.createDirectories(settings.home().resolve("spool"));
        @Nullable Pepper pepper = PepperFile.isThere(settings, System.getenv())
                ? Pepper.of(PepperFile.read(settings, System.getenv()))
                : null;
        return new WebServer(
                settings.operatorAddress(),
                FreePort.find(settings.operatorPort(), FIRST_OPERATOR_PORT, "CALIMA_OPERATOR_PORT"),
                spool,
                beans -> {
                    beans.registerBean(OperatorKeys.class, () -> keys);
                    beans.registerBean(PortalOrigins.class, settings::portalOrigins);
                    beans.registerBean(WorkerPools.class, settings::workers);
                    if (pepper != null) {
                        beans.registerBean(Pepper.class, () -> pepper);
                    }
                },
                purpose == Purpose.SERVE && settings.schedules());
    }

    /** Where the operator API listens, without a path; only while something is served. */
    String operatorAddress() {
        return "http://" + LOOPBACK + ":" + context.getEnvironment().getProperty("local.server.port");
    }

    /** A serverless database may have to wake up: ask for a while, but not again when it refuses the account. */
    static void awaitAnswer(DatabaseAccess database) throws SQLException {
        long deadline = System.nanoTime() + CONNECT_LIMIT.toNanos();
        while (true) {
            try (Connection connection = database.connect()) {
                if (connection.isValid(CONNECT_SECONDS)) {
                    return;
                }
            } catch (SQLException e) {
                @Nullable String state = e.getSQLState();
                boolean unreachable = state != null && (state.startsWith("08") || state.startsWith("57P"));
                if (!unreachable || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            LockSupport.parkNanos(CONNECT_PAUSE.toNanos());
        }
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    DatabaseAccess database() {
        return database;
    }

    RolePasswords passwords() {
        return passwords;
    }

    /** Tells running jobs to stop after the chunk in hand. */
    void stopJobs() {
        get(StopSignal.class).give();
    }

    @Override
    public void close() {
        context.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
