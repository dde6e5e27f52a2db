package dev.calima.batch.ingest;

import static dev.calima.batch.ingest.http.LoopbackServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.batch.BatchApplication;
import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.http.LoopbackServer;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hourly commands as processes of their own: exit codes, what they say, and what kill -9 leaves. */
@Timeout(240)
class FetchCommandLineTest {

    private static final String ROW = "time,station,parameter,value\n2026-01-10T10:00Z,%s,NO2,7\n";

    private static final String KEY = "a-key-that-nobody-may-see-4711";

    @TempDir
    Path folder;

    private String key = "";

    private final TestDatabase database = TestDatabase.create();

    private record Ended(int code, String out, String err) {}

    @Test
    void killedWhileItAsksItAsksAgainAndOneStationsTroubleIsCodeThree() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(exchange -> {
            asked.countDown();
            end.await();
        })) {
            SourceConfig.write(folder.resolve("config"), """
                    address: %s?station={station}&to={to}
                    each: station
                    """.formatted(server.at("/")));
            String at = "2026-01-12T10:00:00Z";
            Process killed = start("fetch", SourceConfig.FEED, "--at", at);
            assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
            killed.destroyForcibly().waitFor();
            end.countDown();
            server.now(exchange -> {
                boolean bad = exchange.getRequestURI().toString().contains("S2");
                reply(exchange, bad ? 403 : 200, ROW.formatted("S1"));
            });
            Ended partial = run("fetch", SourceConfig.FEED, "--at", at);
            assertThat(partial.code()).as(partial.err()).isEqualTo(3);
            assertThat(partial.out())
                    .contains("2 requests, 1 answered, 0 unchanged, 0 with nothing, 1 failed")
                    .contains("answered 403")
                    .contains("1 values are new");
            server.now(exchange -> reply(exchange, 200, ROW.formatted("S2")));
            Ended rest = run("fetch", SourceConfig.FEED, "--at", at);
            assertThat(rest.code()).as(rest.err()).isZero();
            assertThat(rest.out()).contains("1 requests, 1 answered");
            assertThat(database.value("SELECT count(*) FROM calima.observation"))
                    .isEqualTo("2");
            Ended gaps = run(
                    "gaps", SourceConfig.FEED, "--from", "2026-01-10", "--to", "2026-01-11T13:00:00Z", "-o", "json");
            assertThat(gaps.code()).as(gaps.err()).isZero();
            assertThat(gaps.out().strip())
                    .as("from 11:00 on: those before the 24 hours that were asked for nobody asked for")
                    .isEqualTo("[{\"station\":\"S1\",\"parameter\":\"no2\",\"notYet\":0,\"missingAtSource\":3,"
                            + "\"missingByUs\":23,\"rejected\":0},{\"station\":\"S2\",\"parameter\":\"no2\",\"notYet\":0,"
                            + "\"missingAtSource\":3,\"missingByUs\":23,\"rejected\":0}]");
            assertThat(run("fetch").code()).isEqualTo(2);
        }
    }

    /** Location 2178 of the feed that ships: three pages of 30 hours, with a pause that the source asks for, and a breakdown. */
    @Test
    void aSourceWithAKeyAndPagesIsReadWholeAndTheKeyIsShownNowhere() throws Exception {
        try (SimulatedOpenAq openAq = new SimulatedOpenAq(KEY)) {
            Path config = folder.resolve("config");
            for (String file : List.of("feeds/openaq-api.yaml", "networks/openaq.yaml", "training/default.yaml")) {
                Files.createDirectories(config.resolve(file).getParent());
                String text = Files.readString(BatchTestContext.SHIPPED_CONFIG.resolve(file));
                Files.writeString(
                        config.resolve(file),
                        text.replace("https://api.openaq.org", openAq.address())
                                .replace("limit=1000", "limit=30")
                                .replace("page-size: 1000", "page-size: 30"));
            }
            Ended all = run("fetch", "--all-feeds");
            assertThat(all.code()).as(all.err()).isZero();
            assertThat(all.out()).contains("Left out: openaq-api").contains("OPENAQ_API_KEY");
            assertThat(openAq.answers()).isEmpty();

            key = KEY;
            Ended fetched = run("fetch", "openaq-api", "--at", "2026-01-12T10:00:00Z");
            assertThat(fetched.code()).as(fetched.out() + fetched.err()).isZero();
            assertThat(openAq.answers())
                    .as("72 hours are three pages; what failed is asked again")
                    .containsExactly("1:429", "1:200", "2:200", "3:503", "3:200");
            assertThat(openAq.cameBackAfterMillis()).isGreaterThanOrEqualTo(3000);
            assertThat(database.value("SELECT count(*) || ' ' || min(period_end AT TIME ZONE 'UTC') || ' '"
                            + " || max(period_end AT TIME ZONE 'UTC') FROM calima.observation"))
                    .isEqualTo("72 2026-01-09 11:00:00 2026-01-12 10:00:00");
            assertThat(Double.parseDouble(database.value("SELECT sum(published_value) FROM calima.observation")))
                    .isCloseTo(expectedSum(), within(1.0));
            assertThat(everythingKept()).doesNotContain(KEY);
            assertThat(fetched.out() + fetched.err()).doesNotContain(KEY);
        }
    }

    /** In µg/m³: a mole of ozone has 47.998 g, and at 20 °C and 101.3 kPa it fills 24.061 l. */
    private static double expectedSum() {
        return SimulatedOpenAq.ends(Instant.parse("2026-01-09T10:00:00Z"), Instant.parse("2026-01-12T10:00:00Z"))
                .stream()
                .mapToDouble(end -> SimulatedOpenAq.value(end) * 1000 * 47.998 / 24.061)
                .sum();
    }

    /** The files below the home, and the tables that tell of requests and files, as text. */
    private String everythingKept() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        for (String table : List.of("fetch_request", "fetch_run", "raw_file", "load_file", "load_ledger", "feed")) {
            all.append(database.value("SELECT coalesce(string_agg(t::text, ''), '') FROM calima." + table + " t"));
        }
        assertThat(all).contains("sensors/3917");
        return all.toString();
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        int code = start(arguments).waitFor();
        return new Ended(
                code, Files.readString(folder.resolve("out.txt")), Files.readString(folder.resolve("err.txt")));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                BatchApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("CALIMA_HOME", folder.resolve("home").toString());
        builder.environment().put("CALIMA_CONFIG", folder.resolve("config").toString());
        builder.environment().put("CALIMA_DB_URL", database.admin().url());
        builder.environment().put("CALIMA_DB_USER", database.admin().user());
        builder.environment().put("CALIMA_DB_PASSWORD", database.admin().password());
        if (!key.isEmpty()) {
            builder.environment().put("OPENAQ_API_KEY", key);
        }
        for (DatabaseRole role : DatabaseRole.values()) {
            builder.environment()
                    .put(role.passwordVariable(), database.access(role).password());
        }
        return builder.start();
    }
}
