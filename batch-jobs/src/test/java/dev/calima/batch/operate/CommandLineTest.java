package dev.calima.batch.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchApplication;
import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own: exit codes, messages, and what kill -9 and Ctrl-C leave. */
@Timeout(240)
class CommandLineTest {

    private static final String FEED = "madrid-air-hourly";

    /** What a load leaves, but for the times and keys that differ between two loads. */
    private static final String CONTENT =
            "SELECT md5(string_agg(concat_ws('/', series_id, day, flags, values), ',' ORDER BY series_id, day)) FROM calima.observation_day";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();

    private record Ended(int code, String out, String err) {}

    @Test
    void exitCodesSayWhatHappened() throws Exception {
        Path good = sample("ene_mo19.csv.gz");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "no;header\n");
        Ended loaded = run("load", FEED, good.toString());
        assertThat(loaded.code()).isZero();
        assertThat(loaded.out()).contains("111,354 usable values").containsPattern("Computed [\\d,]+ local days");
        Ended aggregated = run("aggregate", "--all", "--list");
        assertThat(aggregated.code()).isZero();
        assertThat(aggregated.out())
                .as("the load computed everything by itself")
                .contains("new or different: 0 days, 0 months, 0 years, 0 days of indices, 0 counts");
        Ended again = run("load", FEED, good.toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("Nothing to do").contains("0 rows changed");
        assertThat(run("load", FEED, good.toString(), bad.toString()).code())
                .as("done, with a file refused")
                .isEqualTo(3);
        Ended nothing = run("load", FEED, bad.toString());
        assertThat(nothing.code()).as("nothing could be loaded").isEqualTo(1);
        assertThat(nothing.out()).contains("bad.csv").contains("expected 'PROVINCIA;MUNICIPIO");
        Ended typo = run("load", "madird", good.toString());
        assertThat(typo.code()).isEqualTo(2);
        assertThat(typo.err()).contains("known are ").contains("madrid-air-hourly");
        assertThat(run("lod").code()).isEqualTo(2);
    }

    @Test
    void aLoadKilledAgainAndAgainEndsLikeOneThatWasNot() throws Exception {
        Path lines = folder.resolve("months.csv");
        try (var out = Files.newOutputStream(lines)) {
            boolean first = true;
            for (String month : List.of("oct_mo18", "nov_mo18", "dic_mo18", "ene_mo19", "feb_mo19", "mar_mo19")) {
                byte[] text;
                try (var in = new GZIPInputStream(Files.newInputStream(sample(month + ".csv.gz")))) {
                    text = in.readAllBytes();
                }
                int from = first ? 0 : new String(text, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
                out.write(text, from, text.length - from);
                first = false;
            }
        }
        for (int kill = 1; kill <= 3; kill++) {
            Process process = start("load", FEED, lines.toString());
            long wanted = kill * 6_000L;
            await(() -> position() >= wanted || !process.isAlive());
            assertThat(process.isAlive()).as("still loading when killed").isTrue();
            process.destroyForcibly().waitFor();
        }
        Ended finished = run("load", FEED, lines.toString());
        assertThat(finished.code()).as(finished.err()).isZero();
        assertThat(finished.out()).contains("27,448 lines, 652,437 usable values");
        assertThat(database.value("SELECT sum(lines_read) FROM calima.load_file"))
                .as("no chunk counted twice")
                .isEqualTo("27448");
        assertThat(database.value(
                        "SELECT count(*) FROM batch.batch_job_instance WHERE job_name LIKE 'observations-load-%'"))
                .isEqualTo("1");

        TestDatabase other = TestDatabase.create();
        assertThat(run(other, "load", FEED, lines.toString()).code()).isZero();
        assertThat(database.value(CONTENT)).isEqualTo(other.value(CONTENT));
        String sums =
                "SELECT string_agg(concat_ws(' ', lines_read, lines_loaded, lines_revised, lines_unchanged, lines_rejected,"
                        + " values_read, values_inserted, values_revised, values_unchanged, cells_rejected), ',') FROM calima.load_file";
        assertThat(database.value(sums)).as("the sums, too").isEqualTo(other.value(sums));
    }

    @Test
    void aLoadToldToStopStopsAfterItsChunkAndGoesOnLater() throws Exception {
        Path samples = BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED);
        Process process = start("load", FEED, samples.toString());
        await(() -> position() > 0 || !process.isAlive());
        process.destroy(); // SIGTERM, as Fargate sends it
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.STOPPED.code());
        assertThat(run("load", FEED, samples.toString()).code()).isZero();
        assertThat(database.value("SELECT sum(values_valid) FROM calima.load_file"))
                .isEqualTo("652437");
    }

    /** The third of four months is held up in the database, so that the process is killed in the middle for certain. */
    @Test
    void aCheckKilledInTheMiddleEndsLikeOneThatWasNot() throws Exception {
        String published = folder.resolve("datos201901.csv.gz").toString();
        try (var in =
                java.util.Objects.requireNonNull(getClass().getResourceAsStream("/published/datos201901.csv.gz"))) {
            Files.copy(in, Path.of(published));
        }
        String daily = BatchTestContext.SHIPPED_CONFIG
                .resolve("samples/madrid-air-daily")
                .toString();
        TestDatabase other = TestDatabase.create();
        for (TestDatabase each : List.of(database, other)) {
            Ended loaded = run(
                    each,
                    "load",
                    "--no-aggregates",
                    FEED,
                    sample("ene_mo19.csv.gz").toString());
            assertThat(loaded.code()).as(loaded.err()).isZero();
        }
        database.execute("""
                CREATE FUNCTION calima.hold_up() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END $$""");
        database.execute("CREATE TRIGGER hold_up BEFORE INSERT ON calima.reconciliation_month FOR EACH ROW"
                + " WHEN (NEW.month = '2011-03-01') EXECUTE FUNCTION calima.hold_up()");
        try (var holder = database.admin().connect();
                var statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4711)");
            Process process = start("reconcile", "madrid-air-daily", daily, published);
            await(() -> !database.value(
                                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted")
                            .equals("0")
                    || !process.isAlive());
            assertThat(process.isAlive()).as("still comparing when killed").isTrue();
            process.destroyForcibly().waitFor();
        }
        database.execute("DROP TRIGGER hold_up ON calima.reconciliation_month");
        assertThat(database.value("SELECT count(DISTINCT month) || ' ' || (SELECT string_agg(state, ',')"
                        + " FROM calima.reconciliation) FROM calima.reconciliation_month"))
                .isEqualTo("2 comparing");
        assertThat(run("reconcile", "madrid-air-daily", daily, published).code())
                .isZero();
        assertThat(run(other, "reconcile", "madrid-air-daily", daily, published).code())
                .isZero();
        for (String content : List.of(
                "SELECT string_agg(m::text, ' ' ORDER BY m) FROM calima.reconciliation_month m",
                "SELECT count(*) || coalesce(md5(string_agg(d::text, ',' ORDER BY d)), '') FROM calima.reconciliation_difference d",
                "SELECT count(*) || md5(string_agg(concat_ws(' ', source, station_id, parameter_id, day, value, validity), ',' ORDER BY"
                        + " station_id, parameter_id, day)) FROM calima.published_day",
                "SELECT string_agg(state, ',') FROM calima.reconciliation")) {
            assertThat(database.value(content)).as(content).isEqualTo(other.value(content));
        }
    }

    /** Lines of the load's files that are committed. */
    private long position() {
        return Long.parseLong(
                database.value(
                        "SELECT coalesce(sum(l.line_no + 5000 * l.file_no), 0) FROM calima.load_ledger l WHERE state = 'loading'"));
    }

    private static Path sample(String name) {
        return BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED).resolve(name);
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        while (!condition.holds()) {
            Thread.onSpinWait();
        }
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        return run(database, arguments);
    }

    private Ended run(TestDatabase where, String... arguments) throws IOException, InterruptedException {
        Process process = start(where, arguments);
        int code = process.waitFor();
        return new Ended(
                code, Files.readString(folder.resolve("out.txt")), Files.readString(folder.resolve("err.txt")));
    }

    private Process start(String... arguments) throws IOException {
        return start(database, arguments);
    }

    private Process start(TestDatabase where, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dcalima.chunk-lines=100",
                "-cp",
                System.getProperty("java.class.path"),
                BatchApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        DatabaseAccess admin = where.admin();
        builder.environment().put("CALIMA_HOME", folder.resolve("home").toString());
        builder.environment().put("CALIMA_CONFIG", BatchTestContext.SHIPPED_CONFIG.toString());
        builder.environment().put("CALIMA_DB_URL", admin.url());
        builder.environment().put("CALIMA_DB_USER", admin.user());
        builder.environment().put("CALIMA_DB_PASSWORD", admin.password());
        for (var role : dev.calima.sql.setup.DatabaseRole.values()) {
            builder.environment()
                    .put(role.passwordVariable(), where.access(role).password());
        }
        return builder.start();
    }
}
