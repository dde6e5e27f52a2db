package dev.calima.bench;

import dev.calima.batch.BatchContext;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.sql.embedded.EmbeddedDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.Migrations;
import dev.calima.sql.setup.RolePasswords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The massive load against the usual design, one row per hour, on the same durable server with the same values:
 *
 * <ul>
 *   <li>peer 1, the bar: binary COPY of rows that are ready in memory into a table keyed by series and time. No file is
 *       read, nothing is checked, nothing can be loaded twice;
 *   <li>peer 2, what a load that may be repeated usually does: the same COPY into staging, then INSERT ... ON CONFLICT;
 *   <li>ours: the whole job from compressed files, with landing, parsing, checking, merge and ledger.
 * </ul>
 *
 * Rounds alternate; the median counts.
 */
final class LoadBench {

    private static final String FEED = "madrid-air-hourly";
    private static final int YEARS = 8;
    private static final int ROUNDS = 3;
    private static final double NANOS = 1e9;
    private static final int BLOCK = 1 << 16;

    private final DatabaseAccess admin;
    private final IngestJob job;
    private final Path files;

    private LoadBench(DatabaseAccess admin, IngestJob job, Path files) {
        this.admin = admin;
        this.job = job;
        this.files = files;
    }

    static void run(Path jobsConfig) throws Exception {
        Path home = Files.createTempDirectory("calima-bench");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home.resolve("postgres"))) {
            DatabaseAccess admin = database.access();
            Migrations.migrate(admin);
            RolePasswords passwords = RolePasswords.loadOrCreate(home.resolve("roles.properties"), Map.of());
            passwords.apply(admin);
            System.out.println("Preparing files: the six sample months in " + YEARS + " years ...");
            Path files = Months.multiply(jobsConfig.resolve("samples").resolve(FEED), home.resolve("files"), YEARS);
            try (ConfigurableApplicationContext beans = BatchContext.start(
                    JobsConfigLoader.load(jobsConfig, FeedFormats.check()),
                    admin,
                    passwords,
                    home.resolve("landing"))) {
                new LoadBench(admin, beans.getBean(IngestJob.class), files).measure();
            }
        } finally {
            try (Stream<Path> left = Files.walk(home)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void measure() throws Exception {
        LoadOutcome first = job.load(FEED, List.of(files.toString()), true); // warms up, and gives the values
        long values = first.files().stream()
                .mapToLong(file -> file.merged().valuesInserted())
                .sum();
        byte[] rows = oneRowPerHour();
        double[] ours = new double[ROUNDS];
        double[] again = new double[ROUNDS];
        double[] copy = new double[ROUNDS];
        double[] upsert = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            execute("TRUNCATE calima.observation_day", "CHECKPOINT");
            ours[round] = seconds(() -> job.load(FEED, List.of(files.toString()), true));
            execute("CHECKPOINT");
            again[round] = seconds(() -> job.load(FEED, List.of(files.toString()), true));
            makePeerTables();
            copy[round] = seconds(() -> copy("peer", rows));
            makePeerTables();
            upsert[round] = seconds(() -> {
                copy("peer_staging", rows);
                execute("INSERT INTO peer SELECT * FROM peer_staging ON CONFLICT (series_id, period_start)"
                        + " DO UPDATE SET value = excluded.value, flag = excluded.flag"
                        + " WHERE (peer.value, peer.flag) IS DISTINCT FROM (excluded.value, excluded.flag)");
            });
            execute("DROP TABLE peer, peer_staging");
            System.out.printf(
                    Locale.ROOT,
                    "round %d: ours %.2f s, ours again %.2f s, COPY with key %.2f s, COPY + ON CONFLICT %.2f s%n",
                    round + 1,
                    ours[round],
                    again[round],
                    copy[round],
                    upsert[round]);
        }
        System.out.printf(
                Locale.ROOT,
                "values=%d ours_values_per_s=%.0f copy_values_per_s=%.0f load_vs_copy=%.2f load_vs_copy_on_conflict=%.2f"
                        + " reload_vs_copy=%.2f%n",
                values,
                values / median(ours),
                values / median(copy),
                median(copy) / median(ours),
                median(upsert) / median(ours),
                median(copy) / median(again));
    }

    /** The loaded values as the body of a binary COPY, sorted by the key: the order that suits the peer best. */
    private byte[] oneRowPerHour() throws SQLException, IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (Connection connection = admin.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT series_id, period_start, published_value AS value, flag::smallint"
                                    + " FROM calima.observation ORDER BY 1, 2) TO STDOUT (FORMAT binary)",
                            body);
        }
        return body.toByteArray();
    }

    private void makePeerTables() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS peer, peer_staging",
                "CREATE TABLE peer (series_id integer NOT NULL, period_start timestamptz NOT NULL, value real,"
                        + " flag smallint NOT NULL, PRIMARY KEY (series_id, period_start))",
                "CREATE UNLOGGED TABLE peer_staging (LIKE peer)",
                "CHECKPOINT");
    }

    private void copy(String table, byte[] rows) throws SQLException {
        try (Connection connection = admin.connect()) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
            for (int at = 0; at < rows.length; at += BLOCK) {
                copy.writeToCopy(rows, at, Math.min(BLOCK, rows.length - at));
            }
            copy.endCopy();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
