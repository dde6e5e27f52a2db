package dev.calima.batch.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchApplication;
import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.operate.CommandProcess.Ended;
import dev.calima.sql.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code calima jobs} as it is typed: what it prints, its exit codes, and what becomes of a command that is killed. */
@Timeout(180)
class JobsCommandLineTest {

    private static final String FEED = "madrid-air-hourly";
    private static final String JOB = IngestJob.NAME;
    private static final Path SAMPLES =
            BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED);
    private static final int HEAD_AND_FEW_LINES = 40;

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void exitCodesAndAnswersAreThoseOfTheManual() throws Exception {
        Path good = fewLines();
        Path bad = Files.writeString(folder.resolve("bad.csv"), "no;header\n");
        try (CommandProcess calima = CommandProcess.start(database, folder.resolve("home"))) {
            Ended list = calima.run("jobs", "list", "-o", "json");
            assertThat(list.code()).isZero();
            assertThat(json(list).findValuesAsString("name")).contains(JOB, "forecast-train", "metadata-purge");

            refusals(calima);

            Ended dry = calima.run("jobs", "start", JOB, "feed=" + FEED, "paths=" + good, "--dry-run", "-o", "json");
            assertThat(dry.code()).isZero();
            assertThat(json(dry).path("parameters").path("aggregates").asString())
                    .isEqualTo("true");
            assertThat(database.value("SELECT count(*) FROM calima.run"))
                    .as("nothing was started")
                    .isEqualTo("0");

            Ended done = calima.run("jobs", "start", JOB, "feed=" + FEED, "paths=" + good, "--wait", "-o", "json");
            assertThat(done.code()).as(done.err()).isZero();
            assertThat(json(done).path("state").asString()).isEqualTo("completed");
            assertThat(json(done).path("outcome").asString()).isEqualTo("completed");
            Ended again = calima.run("jobs", "start", JOB, "feed=" + FEED, "paths=" + good, "aggregates=false");
            assertThat(again.code()).isZero();
            assertThat(again.out()).contains("completed (noop)");

            Ended partly = calima.run(
                    "jobs",
                    "start",
                    JOB,
                    "feed=" + FEED,
                    "paths=" + good,
                    "paths=" + bad,
                    "force=true",
                    "aggregates=false");
            assertThat(partly.code()).as("something was refused").isEqualTo(ExitCode.COMPLETED_WITH_REJECTS.code());
            assertThat(calima.run("jobs", "status", "4", "--wait").code())
                    .as("and who follows it hears the same")
                    .isEqualTo(ExitCode.COMPLETED_WITH_REJECTS.code());
            Ended failed = calima.run("jobs", "start", JOB, "feed=" + FEED, "paths=" + bad, "aggregates=false");
            assertThat(failed.code()).isEqualTo(ExitCode.FAILED.code());
            Ended failedAgain = calima.run("jobs", "restart", "5");
            assertThat(failedAgain.code()).isEqualTo(ExitCode.FAILED.code());
            assertThat(failedAgain.out()).contains("attempt 2").contains("calima jobs restart 5");
            verbs(calima);
            whileOthersWork(calima, good);
        }
    }

    private static void refusals(CommandProcess calima) throws Exception {
        Ended unknown = calima.run("jobs", "start", "nope");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(unknown.err()).contains("known are").contains(JOB);
        Ended wrong = calima.run("jobs", "start", JOB, "feeed=x", "force=maybe");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(wrong.err()).contains("feed", "feeed", "force");
        assertThat(calima.run("jobs", "start", JOB, "feed").code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(calima.run("jobs", "status", "77").code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(calima.run("jobs", "executions", "--state", "asleep").code()).isEqualTo(ExitCode.USAGE.code());
    }

    private static void verbs(CommandProcess calima) throws Exception {
        assertThat(calima.run("jobs", "abandon", "5").code()).isZero();
        assertThat(calima.run("jobs", "restart", "5", "--dry-run").code())
                .as("what would be refused is refused")
                .isEqualTo(ExitCode.USAGE.code());
        Ended refused = calima.run("jobs", "restart", "5");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("run 5 is abandoned");
        Ended all = calima.run("jobs", "executions", "--state", "completed", "-o", "json");
        assertThat(json(all).findValuesAsString("id")).containsExactly("4", "3", "2", "1");
    }

    /** Another process, as its row and its connection show it, takes runs and has one of the same. */
    private void whileOthersWork(CommandProcess calima, Path good) throws Exception {
        try (Connection alive = database.admin().connect();
                Statement statement = alive.createStatement()) {
            statement.execute("""
                    INSERT INTO calima.worker (worker_id, kind, host, pid, heartbeat_at, backend_pid, backend_start)
                    SELECT gen_random_uuid(), 'up', 'elsewhere', 1, now() + interval '1 hour', pid, backend_start
                    FROM pg_stat_activity WHERE pid = pg_backend_pid()""");
            Ended queued = calima.run("jobs", "start", JOB, "feed=" + FEED, "paths=" + good, "--key", "once");
            assertThat(queued.code()).as("it is asked for").isZero();
            assertThat(queued.out()).contains("6  " + JOB + "  queued").contains("calima jobs status 6 --wait");
            assertThat(calima.run("jobs", "start", JOB, "feed=" + FEED, "paths=" + good, "--key", "once")
                            .out())
                    .as("said twice is said once")
                    .startsWith("6  ");
            Ended same = calima.run("jobs", "start", JOB, "feed=" + FEED, "paths=" + good);
            assertThat(same.code()).isEqualTo(ExitCode.ALREADY_RUNNING.code());
            assertThat(same.err()).contains("run 6 of " + JOB + " is queued");
            assertThat(calima.run("jobs", "stop", "6").code()).isZero();
            assertThat(calima.run("jobs", "status", "6", "--wait").code()).isEqualTo(ExitCode.STOPPED.code());
        }
    }

    /** With -9, in the middle of its work. */
    @Test
    void whatAKilledCommandLeavesALivingProcessFinishes() throws Exception {
        Process killed = start(
                "load",
                "--no-aggregates",
                FEED,
                SAMPLES.resolve("oct_mo18.csv.gz").toString(),
                SAMPLES.resolve("nov_mo18.csv.gz").toString(),
                SAMPLES.resolve("dic_mo18.csv.gz").toString());
        await(() -> !database.value("SELECT count(*) FROM calima.load_ledger WHERE line_no > 0 OR file_no > 0")
                        .equals("0")
                || !killed.isAlive());
        assertThat(killed.isAlive()).as("still loading when killed").isTrue();
        killed.destroyForcibly().waitFor();
        assertThat(database.value("SELECT state FROM calima.run")).isEqualTo("running");
        try (BatchTestContext up = BatchTestContext.startServing(
                database, BatchTestContext.SHIPPED_CONFIG, folder.resolve("home"), "a-key-for-this-test-only")) {
            await(() -> !database.value("SELECT state FROM calima.run WHERE run_id = 1")
                    .matches("queued|running|stopping"));
            assertThat(up.database()).isSameAs(database);
        }
        assertThat(database.value("SELECT state || ' ' || attempt FROM calima.run WHERE run_id = 1"))
                .as(database.value("SELECT message FROM calima.run WHERE run_id = 1"))
                .isEqualTo("completed 2");
        assertThat(database.value("SELECT sum(lines_read) FROM calima.load_file"))
                .as("each published line once")
                .isEqualTo("13872");
        assertThat(database.value("SELECT string_agg(via || ' ' || verb, ', ' ORDER BY audit_id) FROM calima.audit"))
                .isEqualTo("command start, supervisor recover");
    }

    /** Where no {@code up} runs, a command that waits does the work, also what a dead one has left. */
    @Test
    void aKilledBackfillIsFinishedByTheCommandThatResumesIt() throws Exception {
        Process killed = start(
                "backfill",
                "start",
                FEED,
                "--from",
                "2018-10",
                "--to",
                "2019-01",
                "--location",
                SAMPLES.toString(),
                "--wait");
        // in the middle of the second partition or a later one
        await(() -> !database.value("SELECT count(*) FROM calima.load_ledger WHERE state = 'loading' AND line_no > 0"
                                + " AND EXISTS (SELECT FROM calima.load_ledger WHERE state = 'loaded')")
                        .equals("0")
                || !killed.isAlive());
        assertThat(killed.isAlive()).as("still loading when killed").isTrue();
        killed.destroyForcibly().waitFor();
        assertThat(database.value("SELECT state FROM calima.backfill")).isEqualTo("running");

        int code = start("backfill", "resume", "1", "--wait", "-o", "json").waitFor();
        Ended resumed = new Ended(
                code, Files.readString(folder.resolve("out.txt")), Files.readString(folder.resolve("err.txt")));
        assertThat(code).as(resumed.err() + resumed.out()).isZero();
        assertThat(json(resumed).get("state").asString()).isEqualTo("completed");
        assertThat(json(resumed).get("done")).isEqualTo(json(resumed).get("total"));
        assertThat(database.value("SELECT sum(lines_read) FROM calima.load_file"))
                .as("each line once, none twice")
                .isEqualTo("13872");
        assertThat(database.value("SELECT count(*) FROM calima.run WHERE job = 'observations-load-backfill'"
                        + " AND state = 'completed'"))
                .isEqualTo("3");
    }

    private Path fewLines() throws Exception {
        try (var in = new GZIPInputStream(Files.newInputStream(SAMPLES.resolve("ene_mo19.csv.gz")))) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            List<String> few = text.lines().limit(HEAD_AND_FEW_LINES).toList();
            return Files.write(folder.resolve("few.csv"), few, StandardCharsets.ISO_8859_1);
        }
    }

    private Process start(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Dcalima.chunk-lines=1000",
                "-cp",
                System.getProperty("java.class.path"),
                BatchApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        CommandProcess.environment(builder, database, folder.resolve("home"));
        return builder.start();
    }

    private static JsonNode json(Ended ended) {
        return JsonMapper.builder().build().readTree(ended.out());
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
