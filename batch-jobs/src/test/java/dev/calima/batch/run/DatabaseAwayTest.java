package dev.calima.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.FaultProxy;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database goes in the middle of a load, refuses everybody for a while, and comes back. */
@Timeout(120)
class DatabaseAwayTest {

    private static final String FEED = "madrid-air-hourly";
    private static final int FIRST_YEAR = 2009;
    private static final int LAST_YEAR = 2018;
    /** Connections that are tried in vain: then every part of the process has noticed. */
    private static final int VAIN = 8;

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final AtomicBoolean away = new AtomicBoolean();

    @Test
    void theRunGoesOnByItself() throws Exception {
        Path file = folder.resolve("octobers.csv");
        long lines = octobers(file);
        URI address = URI.create(database.admin().url().substring("jdbc:".length()));
        try (FaultProxy line = FaultProxy.before(
                        address, _ -> away.get() ? FaultProxy.Fault.resetAfter(0) : FaultProxy.Fault.NONE);
                BatchTestContext up = BatchTestContext.startServing(
                        database,
                        through(line),
                        BatchTestContext.SHIPPED_CONFIG,
                        folder,
                        "a-key-for-this-test-only",
                        _ -> {})) {
            long run = up.get(RunDesk.class)
                    .start(
                            new Actor("test", Actor.Via.API),
                            RunRequest.of(
                                    IngestJob.NAME,
                                    Map.of("feed", FEED, "paths", file.toString(), "aggregates", "false"),
                                    "test"))
                    .runId();
            await(() -> isTrue("SELECT count(*) > 0 FROM calima.load_ledger WHERE line_no > 0"));
            away.set(true);
            line.cutAll();
            int before = line.connections();
            await(() -> line.connections() >= before + VAIN);
            assertThat(database.value("SELECT state || ' ' || attempt FROM calima.run WHERE run_id = " + run))
                    .as("nobody could write anything")
                    .isEqualTo("running 1");
            away.set(false);
            await(() -> isTrue("SELECT state NOT IN ('queued', 'running') FROM calima.run WHERE run_id = " + run));
        }
        assertThat(database.value("SELECT state || ' ' || attempt FROM calima.run"))
                .as("the second attempt went on where the first had been")
                .isEqualTo("completed 2");
        // What is done is noted each second: an attempt cut off within its first second has noted nothing.
        assertThat(database.value("SELECT fruitless FROM calima.run"))
                .as("the whole time without a database is one attempt")
                .isIn("0", "1");
        assertThat(database.value("SELECT sum(lines_read) FROM calima.load_file"))
                .as("each line once")
                .isEqualTo(String.valueOf(lines));
        assertThat(database.value("SELECT count(*) FROM calima.audit WHERE via <> 'supervisor'"))
                .as("nobody had to say anything but start")
                .isEqualTo("1");
    }

    private DatabaseAccess through(FaultProxy line) {
        DatabaseAccess direct = database.admin();
        String url = direct.url()
                .replaceFirst("//[^/]+/", "//127.0.0.1:" + line.address().getPort() + "/");
        return new DatabaseAccess(url, direct.user(), direct.password());
    }

    private boolean isTrue(String query) {
        return database.value(query).equals("t");
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    /** A published October as that of many years; returns its lines with data. */
    private static long octobers(Path file) throws Exception {
        String month;
        Path published =
                BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED).resolve("oct_mo18.csv.gz");
        try (var in = new GZIPInputStream(Files.newInputStream(published))) {
            month = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        int head = month.indexOf('\n') + 1;
        StringBuilder years = new StringBuilder(month.substring(0, head));
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            years.append(month.substring(head).replace(";2018;10;", ";" + year + ";10;"));
        }
        Files.writeString(file, years);
        return (month.lines().count() - 1) * (LAST_YEAR - FIRST_YEAR + 1);
    }
}
