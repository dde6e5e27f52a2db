package dev.calima.batch.operate.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files sent to the operator API are kept, loaded in the background, and told about. */
@Timeout(180)
class UploadTest {

    private static final String FEED = "madrid-air-hourly";
    private static final long PAUSE_NANOS = 50_000_000;
    private static final String KEY = "a-key-for-this-test-only";
    private static final Path SAMPLES =
            BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED);

    @TempDir
    static Path folder;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static BatchTestContext platform;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        platform = BatchTestContext.startServing(DATABASE, BatchTestContext.SHIPPED_CONFIG, folder, KEY);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        platform.close();
    }

    @Test
    void aFileSentAsTheBodyIsLoaded() throws Exception {
        HttpResponse<String> accepted =
                send("?feed=" + FEED + "&name=ene_mo19.csv.gz", sample("ene_mo19.csv.gz"), null);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonNode done = awaitEnd(accepted.headers().firstValue("Location").orElseThrow());
        assertThat(done.get("state").asString()).isEqualTo("loaded");
        assertThat(done.get("load").get("linesRejected").asLong()).isZero();
        assertThat(DATABASE.value("SELECT values_valid FROM calima.load_file WHERE load_id = "
                        + done.get("load").get("id").asLong()))
                .as("the usable values of January 2019, as counted from the published file")
                .isEqualTo("111354");
    }

    @Test
    void filesInAFormAndFilesInAZipAreLoaded() throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("year/nov_mo18.csv.gz"));
            out.write(sample("nov_mo18.csv.gz"));
        }
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        part(form, "feed", null, FEED.getBytes(StandardCharsets.UTF_8));
        part(form, "file", "../../etc/oct_mo18.csv.gz", sample("oct_mo18.csv.gz"));
        part(form, "file", "year.zip", zip.toByteArray());
        form.write("--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> accepted = client.send(
                request("/ops/v1/uploads", KEY)
                        .header("Content-Type", "multipart/form-data; boundary=cut")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonNode done = awaitEnd(accepted.headers().firstValue("Location").orElseThrow());
        assertThat(done.get("files").size()).isEqualTo(2);
        assertThat(done.get("files").get(0).get("name").asString())
                .as("a name is never a path")
                .isEqualTo("oct_mo18.csv.gz");
        assertThat(done.get("load").get("valuesInserted").asLong()).isGreaterThan(200_000);
    }

    @Test
    void theSameIdempotencyKeyIsOneUpload() throws Exception {
        byte[] file = sample("feb_mo19.csv.gz");
        JsonNode first = json(send("?feed=" + FEED + "&name=feb.csv.gz", file, "monthly-2019-02"));
        JsonNode second = json(send("?feed=" + FEED + "&name=feb.csv.gz", file, "monthly-2019-02"));
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        HttpResponse<String> other =
                send("?feed=" + FEED + "&name=mar.csv.gz", sample("mar_mo19.csv.gz"), "monthly-2019-02");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("was given to another upload");
    }

    @Test
    void aFileThatIsNoneOfTheFeedFailsAndSaysWhy() throws Exception {
        JsonNode accepted = json(
                send("?feed=" + FEED + "&name=bad.csv", "no;header\n1;2\n".getBytes(StandardCharsets.UTF_8), null));
        JsonNode done = awaitEnd("/ops/v1/uploads/" + accepted.get("id").asString());
        assertThat(done.get("state").asString()).isEqualTo("failed");
        assertThat(done.get("problem").asString()).isNotBlank();
    }

    @Test
    void anUploadFromBeforeThereWereRunsGetsOne() throws Exception {
        byte[] file = sample("dic_mo18.csv.gz");
        String id = json(send("?feed=" + FEED + "&name=dic.csv.gz", file, null))
                .get("id")
                .asString();
        awaitEnd("/ops/v1/uploads/" + id);
        DATABASE.execute(
                "UPDATE calima.run SET idempotency_key = NULL WHERE parameters ->> 'upload' = '" + id + "'",
                "UPDATE calima.upload SET state = 'queued', load_id = NULL, finished_at = NULL WHERE upload_id = '" + id
                        + "'");
        platform.get(ForgottenUploads.class).ask(); // as the next process does when it begins
        platform.get(ForgottenUploads.class).ask();
        assertThat(awaitEnd("/ops/v1/uploads/" + id).get("state").asString()).isEqualTo("loaded");
        assertThat(DATABASE.value("SELECT count(*) FROM calima.run WHERE parameters ->> 'upload' = '" + id + "'"))
                .as("the old one, and one more")
                .isEqualTo("2");
    }

    @Test
    void refusedLinesCanBeLookedAt() throws Exception {
        String good = "28;079;4;8;28079004_8_8;2017;01;15" + ";7;V".repeat(24);
        String header = HEADER + "\n";
        JsonNode accepted = json(send(
                "?feed=" + FEED + "&name=some.csv",
                (header + good + "\n" + good.replace(";15;7", ";16;7") + "\n" + good.replace(";01;15", ";13;15") + "\n")
                        .getBytes(StandardCharsets.UTF_8),
                null));
        JsonNode done = awaitEnd("/ops/v1/uploads/" + accepted.get("id").asString());
        assertThat(done.get("load").get("linesRejected").asLong()).isEqualTo(1);
        HttpResponse<String> rejects = get(done.get("load").get("rejectsHref").asString(), KEY);
        assertThat(rejects.body()).contains("impossible-date").contains(";2017;13;15;");
    }

    @Test
    void withoutTheKeyNothingIsToldAndNothingIsTaken() throws Exception {
        for (String key : new String[] {"", "wrong-key-wrong-key-wrong"}) {
            HttpResponse<String> refused = get("/ops/v1/uploads", key);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(get("/anything", key).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void wrongQuestionsAreAnsweredWithWhatToDo() throws Exception {
        assertThat(send("?feed=madird&name=x.csv", new byte[] {1}, null).body()).contains("known are");
        assertThat(send("?feed=" + FEED + "&name=x.csv&maxRejectedShare=7", new byte[] {1}, null)
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/ops/v1/uploads/00000000-0000-0000-0000-000000000000", KEY)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/ops/v1/uploads/nonsense", KEY).statusCode()).isEqualTo(400);
        assertThat(get("/ops/v1/uploads?limit=0", KEY).statusCode()).isEqualTo(400);
    }

    private static final String HEADER = header();

    private static String header() {
        StringBuilder header = new StringBuilder("PROVINCIA;MUNICIPIO;ESTACION;MAGNITUD;PUNTO_MUESTREO;ANO;MES;DIA");
        for (int hour = 1; hour <= 24; hour++) {
            header.append(String.format(java.util.Locale.ROOT, ";H%02d;V%02d", hour, hour));
        }
        return header.toString();
    }

    private static void part(ByteArrayOutputStream form, String name, @Nullable String file, byte[] content)
            throws Exception {
        form.write(("--cut\r\nContent-Disposition: form-data; name=\"" + name + "\""
                        + (file == null ? "" : "; filename=\"" + file + "\"") + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.write(content);
        form.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sample(String name) throws Exception {
        return Files.readAllBytes(SAMPLES.resolve(name));
    }

    private static HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.operatorPort() + path));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> get(String path, String key) throws Exception {
        return client.send(request(path, key).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(String query, byte[] body, @Nullable String idempotencyKey)
            throws Exception {
        HttpRequest.Builder request =
                request("/ops/v1/uploads" + query, KEY).header("Content-Type", "application/octet-stream");
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return client.send(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(response.body());
    }

    private static JsonNode awaitEnd(String location) throws Exception {
        while (!Thread.interrupted()) {
            JsonNode upload = json(get(location, KEY));
            if (!upload.get("finishedAt").isNull()) {
                return upload;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new InterruptedException("the upload did not end in time");
    }
}
