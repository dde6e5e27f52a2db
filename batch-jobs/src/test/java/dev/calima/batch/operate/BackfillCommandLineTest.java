package dev.calima.batch.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchApplication;
import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backfills by commands alone, no {@code up} running: what kill -9 leaves. */
@Timeout(300)
class BackfillCommandLineTest {

    private static final String FEED = "madrid-air-hourly";
    private static final String SAMPLES =
            BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED).toString();
    private static final long PAUSE_NANOS = 5_000_000;

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();

    private record Ended(int code, String out, String err) {}

    @Test
    void killedInTheMiddleItIsResumedByAnotherProcess() throws Exception {
        Process killed = start(
                "backfill", "start", FEED, "--from", "2018-10", "--to", "2019-01", "--location", SAMPLES, "--wait");
        // in the middle of the second partition or a later one
        await(() -> !database.value("SELECT count(*) FROM calima.load_ledger WHERE state = 'loading' AND line_no > 0"
                                + " AND EXISTS (SELECT FROM calima.load_ledger WHERE state = 'loaded')")
                        .equals("0")
                || !killed.isAlive());
        assertThat(killed.isAlive()).as("still loading when killed").isTrue();
        killed.destroyForcibly().waitFor();
        assertThat(database.value("SELECT state FROM calima.backfill")).isEqualTo("running");

        Ended resumed = run("backfill", "resume", "1", "--wait", "-o", "json");
        assertThat(resumed.code()).as(resumed.err() + resumed.out()).isZero();
        JsonNode ended = JsonMapper.builder().build().readTree(resumed.out());
        assertThat(ended.get("state").asString()).isEqualTo("completed");
        assertThat(ended.get("done")).isEqualTo(ended.get("total"));
        assertThat(database.value("SELECT sum(lines_read) FROM calima.load_file"))
                .as("each line once, none twice")
                .isEqualTo("13872");
        assertThat(database.value("SELECT count(*) FROM calima.run WHERE job = 'observations-load-backfill'"
                        + " AND state = 'completed'"))
                .isEqualTo("3");
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        int code = start(arguments).waitFor();
        return new Ended(
                code, Files.readString(folder.resolve("out.txt")), Files.readString(folder.resolve("err.txt")));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dcalima.chunk-lines=500",
                "-cp",
                System.getProperty("java.class.path"),
                BatchApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("CALIMA_HOME", folder.resolve("home").toString());
        builder.environment().put("CALIMA_CONFIG", BatchTestContext.SHIPPED_CONFIG.toString());
        builder.environment().put("CALIMA_DB_URL", database.admin().url());
        builder.environment().put("CALIMA_DB_USER", database.admin().user());
        builder.environment().put("CALIMA_DB_PASSWORD", database.admin().password());
        for (DatabaseRole role : DatabaseRole.values()) {
            builder.environment()
                    .put(role.passwordVariable(), database.access(role).password());
        }
        return builder.start();
    }
}
