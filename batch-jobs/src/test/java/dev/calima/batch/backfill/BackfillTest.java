package dev.calima.batch.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.backfill.plan.BackfillWish;
import dev.calima.batch.backfill.plan.Planner;
import dev.calima.batch.backfill.plan.Reprocess;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backfills of published months: begun, paused, resumed, tried again, cancelled, and never in the way of others. */
@Timeout(180)
class BackfillTest {

    private static final String FEED = "madrid-air-hourly";
    private static final String KEY = "a-key-for-this-test-only";
    private static final Path SAMPLES =
            BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED);
    private static final List<String> MONTHS = List.of("oct_mo18", "nov_mo18", "dic_mo18", "ene_mo19");
    // midnights of Madrid
    private static final Instant FROM = Instant.parse("2018-09-30T22:00:00Z");
    private static final int FIRST_YEAR = 1981;
    private static final Instant TO = Instant.parse("2019-01-31T23:00:00Z");
    private static final long PAUSE_NANOS = 20_000_000;

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private BatchTestContext platform;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        platform = BatchTestContext.startServing(database, BatchTestContext.SHIPPED_CONFIG, folder, KEY);
        client = HttpClient.newHttpClient();
        Files.createDirectories(folder.resolve("files"));
        for (String month : MONTHS) {
            Files.copy(
                    SAMPLES.resolve(month + ".csv.gz"), folder.resolve("files").resolve(month + ".csv.gz"));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        platform.close();
    }

    /** One story: pause, resume, try what failed again, skip what is there, cancel. */
    @Test
    void everyMonthIsLoadedOnceWhateverIsSaidMeanwhile() throws Exception {
        Path december = folder.resolve("files/dic_mo18.csv.gz");
        byte[] whole = Files.readAllBytes(december);
        Files.write(december, Arrays.copyOf(whole, whole.length / 2));
        long id = begin(Reprocess.NONE);
        await(id, view -> done(view) >= 1);
        assertThat(post("/" + id + "/pause").statusCode()).isEqualTo(202);
        JsonNode paused = await(id, view -> state(view).equals("paused"));
        long doneThen = done(paused);
        assertThat(doneThen).isBetween(1L, 3L);
        assertThat(post("/" + id + "/pause").statusCode())
                .as("said twice is said once")
                .isEqualTo(202);
        platform.get(BackfillSteps.class).all();
        assertThat(done(get("/" + id))).as("nothing goes on by itself").isEqualTo(doneThen);

        assertThat(post("/" + id + "/resume").statusCode()).isEqualTo(202);
        JsonNode ended = await(id, view -> state(view).equals("completed with failures"));
        assertThat(lane(ended, "2018-12").get("state").asString()).isEqualTo("failed");
        assertThat(lane(ended, "2018-12").get("message").asString())
                .contains("dic_mo18.csv.gz")
                .contains("damaged");
        assertThat(post("/" + id + "/resume").statusCode()).as("nothing waits").isEqualTo(409);
        Files.write(december, whole);
        assertThat(post("/" + id + "/resume-failed").statusCode()).isEqualTo(202);
        JsonNode mended = await(id, view -> state(view).equals("completed"));
        assertThat(lane(mended, "2018-12").get("attempts").asInt()).isEqualTo(2);
        assertThat(lane(mended, "2018-11").get("attempts").asInt()).isEqualTo(1);
        assertThat(mended.get("done")).isEqualTo(mended.get("total"));
        assertThat(database.value("SELECT sum(lines_read) FROM calima.load_file"))
                .as("the lines of the four published months, each once")
                .isEqualTo(String.valueOf(lines()));

        HttpResponse<String> late = post("/" + id + "/pause");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("\"state\":\"completed\"");
        assertThat(database.value("SELECT string_agg(verb || ' ' || result, ', ' ORDER BY audit_id) FROM calima.audit"
                        + " WHERE via <> 'supervisor'"))
                .isEqualTo("backfill-start done, backfill-pause done, backfill-pause done, backfill-resume done,"
                        + " backfill-resume conflict, backfill-resume-failed done, backfill-pause conflict");

        JsonNode again = await(begin(Reprocess.NONE), view -> state(view).equals("completed"));
        assertThat(again.get("partitionsByState").get("skipped").asInt())
                .as("%s", again)
                .isEqualTo(MONTHS.size());
        long all = begin(Reprocess.ALL);
        await(all, view -> done(view) >= 1);
        assertThat(post("/" + all + "/cancel").statusCode()).isEqualTo(202);
        JsonNode cancelled = await(all, view -> state(view).equals("cancelled"));
        assertThat(cancelled.get("partitionsByState").get("cancelled").asInt()).isPositive();
        assertThat(cancelled.get("linesRead").asLong()).as("read once more").isPositive();
        assertThat(cancelled.get("valuesNew").asLong()
                        + cancelled.get("valuesRevised").asLong())
                .as("and nothing has changed")
                .isZero();
        assertThat(post("/" + all + "/resume").statusCode()).isEqualTo(409);
    }

    /** Lines of the months' files, their heads left out. */
    private static long lines() throws Exception {
        long lines = 0;
        for (String month : MONTHS) {
            try (var in = new GZIPInputStream(Files.newInputStream(SAMPLES.resolve(month + ".csv.gz")))) {
                lines += new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                                .lines()
                                .count()
                        - 1;
            }
        }
        return lines;
    }

    @Test
    void aLoadThatCannotWaitGoesFirst() throws Exception {
        String month;
        try (var in = new GZIPInputStream(Files.newInputStream(SAMPLES.resolve("oct_mo18.csv.gz")))) {
            month = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        int head = month.indexOf('\n') + 1;
        StringBuilder years = new StringBuilder(month.substring(0, head));
        for (int year = FIRST_YEAR; year <= 2018; year++) {
            years.append(month.substring(head).replace(";2018;10;", ";" + year + ";10;"));
        }
        Path files = Files.createDirectories(folder.resolve("long"));
        Files.writeString(files.resolve("octobers.csv"), years);
        long id = begin(Reprocess.NONE, Instant.parse("1980-12-31T23:00:00Z"), files);
        await(
                id,
                view -> !database.value(
                                "SELECT count(*) FROM calima.load_ledger WHERE state = 'loading' AND line_no > 0")
                        .equals("0"));
        platform.get(IngestJob.class)
                .load(FEED, List.of(SAMPLES.resolve("ene_mo19.csv.gz").toString()), false);
        JsonNode then = get("/" + id);
        assertThat(state(then)).as("the other load was in time").isEqualTo("running");
        assertThat(then.get("done").asLong()).isLessThan(then.get("total").asLong());
        JsonNode ended = await(id, view -> state(view).equals("completed"));
        assertThat(ended.get("linesRead").asLong())
                .as("it went on where it was")
                .isEqualTo((2018 - FIRST_YEAR + 1) * (month.lines().count() - 1));
    }

    private long begin(Reprocess reprocess) throws Exception {
        return begin(reprocess, FROM, folder.resolve("files"));
    }

    private long begin(Reprocess reprocess, Instant from, Path files) throws Exception {
        return platform.get(Backfills.class)
                .start(
                        new BackfillWish(
                                FEED, from, TO, Set.of(), reprocess, null, List.of(files.toString()), "me", "a test"),
                        Planner.LocalFiles.KEPT,
                        null,
                        true,
                        BackfillVerbs.Via.COMMAND)
                .id();
    }

    private static String state(JsonNode view) {
        return view.get("state").asString();
    }

    private static long done(JsonNode view) {
        JsonNode done = view.get("partitionsByState").get("done");
        return done == null ? 0 : done.asLong();
    }

    private static JsonNode lane(JsonNode view, String name) {
        for (JsonNode lane : view.get("partitions")) {
            if (lane.get("name").asString().equals(name)) {
                return lane;
            }
        }
        throw new AssertionError("there is no partition " + name + " in " + view);
    }

    private JsonNode await(long id, Predicate<JsonNode> wanted) throws Exception {
        while (true) {
            JsonNode view = get("/" + id);
            if (wanted.test(view)) {
                return view;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(
                request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + platform.operatorPort() + "/ops/v1/backfills" + path))
                .header("Authorization", "Bearer " + KEY);
    }
}
