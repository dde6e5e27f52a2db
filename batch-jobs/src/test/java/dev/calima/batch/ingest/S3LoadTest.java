package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.config.S3Address;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.fetch.ObjectStore;
import dev.calima.sql.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Published months from a bucket, kept in a folder or a bucket, and loaded again when everything else is gone. */
@Timeout(240)
class S3LoadTest {

    private static final String FEED = "madrid-air-hourly";
    private static final Path SAMPLES =
            BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED);
    private static final String CONTENT =
            "SELECT count(*) || ' ' || md5(string_agg(concat_ws('/', series_id, day, flags, values), ',' ORDER BY series_id, day)) FROM calima.observation_day";

    @TempDir
    Path folder;

    private ObjectStore store;

    @BeforeEach
    void start() throws Exception {
        store = ObjectStore.start(folder.resolve("s3"), "air", "landing", "foreign");
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void aPrefixIsLoadedLikeAFolderAndEverythingCanBeHadAgain() throws Exception {
        store.put("air", "2019/feb_mo19.csv.gz", Files.readAllBytes(SAMPLES.resolve("feb_mo19.csv.gz")));
        store.put("air", "2019/year.zip", zip("ene_mo19", "mar_mo19"));
        store.put("air", "2019/README.md", new byte[] {1});
        store.put("air", "2019-old/x.csv", new byte[] {1});
        byte[] whole = Files.readAllBytes(SAMPLES.resolve("dic_mo18.csv.gz"));
        store.put("air", "2019/cut.csv.gz", Arrays.copyOf(whole, whole.length - 9));
        S3Address landing = S3Address.parse("s3://landing/raw").orElseThrow();
        TestDatabase database = TestDatabase.create();
        String loaded;
        try (BatchTestContext platform = start(database, "one", landing)) {
            LoadOutcome outcome = load(platform, "s3://air/2019");
            assertThat(outcome.files())
                    .extracting(file -> file.name() + " " + (file.problem() == null))
                    .containsExactly(
                            "cut.csv.gz false",
                            "feb_mo19.csv.gz true",
                            "year.zip!2019/ene_mo19.csv true",
                            "year.zip!2019/mar_mo19.csv true");
            loaded = database.value(CONTENT);
            assertThat(
                            database.value(
                                    "SELECT source || ' ' || length(context->>'etag') FROM calima.raw_file WHERE file_name LIKE '%ene%'"))
                    .isEqualTo("s3://air/2019/year.zip!2019/ene_mo19.csv 32");
            assertThat(load(platform, "s3://air/2019/").alreadyLoaded()).isTrue();
            assertThat(load(platform, "s3://air/2019/feb_mo19.csv.gz").files()).hasSize(1);
            assertThat(load(platform, "s3://air/2019/f*.gz").alreadyLoaded()).isTrue();
        }
        assertThat(database.value("SELECT sum(values_valid) FROM calima.load_file WHERE load_id = 1"))
                .as("valid cells of the three months by an independent count (shared data description)")
                .isEqualTo(String.valueOf(valid("ene_mo19") + valid("feb_mo19") + valid("mar_mo19")));
        assertNothingLeftIn(folder.resolve("one/spool"));

        // the source is gone, and the observations
        store.client()
                .listObjectsV2(list -> list.bucket("air"))
                .contents()
                .forEach(object ->
                        store.client().deleteObject(gone -> gone.bucket("air").key(object.key())));
        database.execute("TRUNCATE calima.observation_day");
        try (BatchTestContext platform = start(database, "one", landing)) {
            LoadOutcome again = platform.get(Replay.class).ofLoads(FEED, null, null);
            assertThat(again.files()).hasSize(3);
            assertThat(database.value(CONTENT)).isEqualTo(loaded);
        }

        // the database is gone, and this machine
        TestDatabase fresh = TestDatabase.create();
        try (BatchTestContext platform = start(fresh, "two", landing)) {
            LoadOutcome again = platform.get(Replay.class).ofLandingArea(FEED, null, null);
            assertThat(again.files()).hasSize(4);
            assertThat(fresh.value(CONTENT).split(" ")[0]).isEqualTo(loaded.split(" ")[0]);
            assertThat(
                            fresh.value(
                                    "SELECT count(*) FROM calima.raw_file WHERE source LIKE 's3://air/2019/%' AND received_at < (SELECT min(created_at) FROM calima.load_ledger)"))
                    .isEqualTo("4");
        }
        assertNothingLeftIn(folder.resolve("two/spool"));
    }

    @Test
    void onlyAllowedBucketsAreReadAndWhatIsNotThereIsSaid() throws Exception {
        store.put("foreign", "x.csv", new byte[] {1});
        try (BatchTestContext platform = start(TestDatabase.create(), "one", null)) {
            assertThatThrownBy(() -> load(platform, "s3://foreign/x.csv"))
                    .isInstanceOf(NothingFoundException.class)
                    .hasMessageContaining("bucket foreign may not be read")
                    .hasMessageContaining("CALIMA_S3_BUCKETS");
            assertThatThrownBy(() -> load(platform, "s3://air/nowhere"))
                    .isInstanceOf(NothingFoundException.class)
                    .hasMessageContaining("there is nothing at s3://air/nowhere");
            for (String strange :
                    List.of("s3://", "s3://Air/x", "s3://a..b/x", "s3://169.254.169.254:80/x", "http://air/x")) {
                assertThatThrownBy(() -> load(platform, strange)).as(strange).isInstanceOf(NothingFoundException.class);
            }
        }
        try (BatchTestContext platform =
                BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder)) {
            assertThatThrownBy(() -> load(platform, "s3://air/x"))
                    .isInstanceOf(NothingFoundException.class)
                    .hasMessageContaining("CALIMA_S3_BUCKETS");
        }
    }

    private BatchTestContext start(
            TestDatabase database, String home, @org.jspecify.annotations.Nullable S3Address landing) {
        return BatchTestContext.start(
                database, BatchTestContext.SHIPPED_CONFIG, store.settings(folder.resolve(home), landing, "air"));
    }

    private static LoadOutcome load(BatchTestContext platform, String address) throws Exception {
        return platform.get(IngestJob.class).load(FEED, List.of(address), false);
    }

    private static byte[] zip(String... months) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String month : months) {
                out.putNextEntry(new ZipEntry("2019/" + month + ".csv"));
                out.write(unpacked(month));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] unpacked(String month) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(SAMPLES.resolve(month + ".csv.gz")))) {
            return in.readAllBytes();
        }
    }

    /** Cells that end in the flag V. */
    private static long valid(String month) throws IOException {
        byte[] bytes = unpacked(month);
        long valid = 0;
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i] == 'V' && bytes[i - 1] == ';') {
                valid++;
            }
        }
        return valid - 24; // the header calls its flags V01 to V24
    }

    private static void assertNothingLeftIn(Path spool) throws IOException {
        try (var files = Files.walk(spool)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
