package dev.calima.bench;

import dev.calima.batch.BatchContext;
import dev.calima.batch.aggregate.AggregateJob;
import dev.calima.batch.aggregate.AggregateOutcome;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.sql.embedded.EmbeddedDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.Migrations;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** A durable server, the batch application on it, and a folder for files: made for one bench, and gone with it. */
public final class Workbench implements AutoCloseable {

    public static final String FEED = "madrid-air-hourly";

    private static final double NANOS = 1e9;

    private final Path home;
    private final EmbeddedDatabase database;
    private final RolePasswords passwords;
    private final ConfigurableApplicationContext beans;

    private Workbench(
            Path home, EmbeddedDatabase database, RolePasswords passwords, ConfigurableApplicationContext beans) {
        this.home = home;
        this.database = database;
        this.passwords = passwords;
        this.beans = beans;
    }

    public static Workbench open(Path jobsConfig) throws IOException, SQLException {
        Path home = Files.createTempDirectory("calima-workbench");
        EmbeddedDatabase database = EmbeddedDatabase.start(home.resolve("postgres"));
        DatabaseAccess admin = database.access();
        Migrations.migrate(admin);
        RolePasswords passwords = RolePasswords.loadOrCreate(home.resolve("roles.properties"), Map.of());
        passwords.apply(admin);
        Path config = Months.config(jobsConfig, home.resolve("config"));
        return new Workbench(
                home,
                database,
                passwords,
                BatchContext.start(
                        JobsConfigLoader.load(config, FeedFormats.check()), admin, passwords, home.resolve("landing")));
    }

    public DatabaseAccess admin() {
        return database.access();
    }

    /** The account of an application. */
    public DatabaseAccess access(DatabaseRole role) {
        return passwords.access(admin(), role);
    }

    /** Number of the process that all processes of the server descend from. */
    public long serverPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(home.resolve("postgres").resolve("data").resolve("postmaster.pid"))
                        .getFirst());
    }

    public Path folder(String name) {
        return home.resolve(name);
    }

    /** Loads a folder, and forgets the copies that landed: the disk is for one load. */
    public LoadOutcome load(Path files) throws Exception {
        return beans.getBean(IngestJob.class).load(FEED, List.of(files.toString()), true);
    }

    public void emptyObservations() throws SQLException {
        execute("TRUNCATE calima.observation_day, calima.observation_change, calima.stale_days", "CHECKPOINT");
    }

    /** Computes what is stale. */
    public AggregateOutcome aggregate() throws Exception {
        return beans.getBean(AggregateJob.class).rebuild(false, false);
    }

    void emptyAggregates() throws SQLException {
        execute(
                "TRUNCATE calima.aggregate_day_block, calima.aggregate_period, calima.index_day_block, calima.exceedance_count",
                "CHECKPOINT");
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = admin().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    public String text(String query) throws SQLException {
        try (Connection connection = admin().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Work that is timed. */
    public interface Work {
        void run() throws Exception;
    }

    public static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }

    /** Most of the heap that was in use after a collection since the last call, in MiB. */
    static long peakHeapMiB() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
                peak += pool.getPeakUsage().getUsed();
                pool.resetPeakUsage();
            }
        }
        return peak >> 20;
    }

    @Override
    public void close() throws IOException {
        beans.close();
        database.close();
        delete(home);
    }

    public static void delete(Path folder) throws IOException {
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
