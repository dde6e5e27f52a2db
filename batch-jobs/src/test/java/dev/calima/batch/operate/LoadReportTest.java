package dev.calima.batch.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.sql.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sums that account for every line and value. The counts are those of awk over the published files: lines but the header;
 * cells with V; and cells with N before the last hour that has a V anywhere, which are published as not valid.
 *
 * <pre>
 * zcat 2019-03-02T15.csv.gz | awk -F';' 'NR>1{l++;for(i=10;i<=38;i+=2)if($i=="V")v++;else n++}END{print l,v,n}'  151 2258 7
 * zcat 2019-03-02T21.csv.gz | awk -F';' 'NR>1{l++;for(i=10;i<=50;i+=2)if($i=="V")v++;else n++}END{print l,v,n}'  151 3164 7
 * zcat ene_mo10.excerpt.txt.gz | awk 'substr($0,6,3)=="099"{m++}END{print NR,m}'  144 60
 * </pre>
 */
class LoadReportTest {

    private static final Path SAMPLES = BatchTestContext.SHIPPED_CONFIG.resolve("samples");
    private static final Path REALTIME = SAMPLES.resolve("madrid-air-realtime");

    @TempDir
    Path folder;

    private record Said(String text, JsonNode file) {

        JsonNode lines() {
            return file.get("lines");
        }

        JsonNode values() {
            return file.get("values");
        }
    }

    @Test
    void whatWasReadIsWhatBecameOfIt() throws Exception {
        try (BatchTestContext platform =
                BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder)) {
            Said afternoon = load(platform, "madrid-air-realtime", REALTIME.resolve("2019-03-02T15.csv.gz"));
            assertThat(afternoon.text())
                    .contains("Lines:  151 read = 151 loaded + 0 revised + 0 unchanged + 0 refused + 0 left out.")
                    .contains("Values: 2,265 read = 2,265 new + 0 revised + 0 unchanged + 0 refused.");
            Said evening = load(platform, "madrid-air-realtime", REALTIME.resolve("2019-03-02T21.csv.gz"));
            assertThat(evening.text())
                    .as("six hours of 151 series are new, the others were there")
                    .contains("Lines:  151 read = 151 loaded + 0 revised + 0 unchanged + 0 refused + 0 left out.")
                    .contains("Values: 3,171 read = 906 new + 0 revised + 2,265 unchanged + 0 refused.");
            Said corrected = load(platform, "madrid-air-realtime", corrected());
            assertThat(corrected.text())
                    .as("one value of one line is another, one line is none, one value is none")
                    .contains("Lines:  152 read = 0 loaded + 1 revised + 150 unchanged + 1 refused + 0 left out.")
                    .contains("Values: 3,171 read = 0 new + 1 revised + 3,169 unchanged + 1 refused.");
            assertThat(corrected.lines()).isEqualTo(json("""
                    {"read": 152, "loaded": 0, "revised": 1, "unchanged": 150, "rejected": 1, "ignored": 0}"""));
            assertThat(corrected.values()).isEqualTo(json("""
                    {"read": 3171, "loaded": 0, "revised": 1, "unchanged": 3169, "rejected": 1, "usable": 3163}"""));
        }
    }

    @Test
    void linesThatAreLeftOutOnPurposeAreCountedToo() throws Exception {
        try (BatchTestContext platform =
                BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder)) {
            Said said = load(
                    platform,
                    "madrid-air-hourly",
                    SAMPLES.resolve("madrid-air-hourly-layouts").resolve("ene_mo10.excerpt.txt.gz"));
            assertThat(said.text())
                    .contains("Lines:  144 read = 84 loaded + 0 revised + 0 unchanged + 0 refused + 60 left out.");
        }
    }

    /** SO2 of station 4 at H01 was 21 and is 22, at H02 it is no number; and the last line is cut. */
    private Path corrected() throws IOException {
        String text;
        try (var in = new GZIPInputStream(Files.newInputStream(REALTIME.resolve("2019-03-02T21.csv.gz")))) {
            text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        String line = "28;079;4;1;28079004_1_38;2019;03;02;00021;V;00019;V;";
        assertThat(text).contains(line);
        return Files.writeString(
                folder.resolve("corrected.csv"),
                text.replace(line, "28;079;4;1;28079004_1_38;2019;03;02;00022;V;0x019;V;") + "28;079;4;1\n");
    }

    private Said load(BatchTestContext platform, String feed, Path file) throws Exception {
        LoadOutcome outcome = platform.get(IngestJob.class).load(feed, java.util.List.of(file.toString()), false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LoadReport.print(feed, outcome, new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Said(
                out.toString(StandardCharsets.UTF_8),
                json(LoadJson.of(feed, outcome)).get("files").get(0));
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }
}
