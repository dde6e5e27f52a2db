package dev.calima.batch.ingest.feed.openaq;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAqApiFormatTest {

    private static final Path SAMPLE =
            BatchTestContext.SHIPPED_CONFIG.resolve("samples/openaq-api/location-2178-sensor-3917.json");
    private static final String NAME = "location-2178.json";

    @Test
    void thePageOfTheDocumentation() throws Exception {
        List<Parsed> read = read(NAME, Files.readString(SAMPLE));
        assertThat(read)
                .containsExactly(ozone(1, "2016-03-06T20:00:00Z", 0.043), ozone(2, "2016-03-06T21:00:00Z", 0.044));
    }

    private static StampedReading ozone(long number, String end, double ppm) {
        long stamp = Instant.parse(end).getEpochSecond();
        return new StampedReading(number, "", "2178", null, "o3", "ppm", stamp, 60, ppm, Reading.VALID);
    }

    @ParameterizedTest
    @CsvSource({
        "location-2178-20230222.json, 2178",
        "locationid=2178.json, 2178",
        "location_id=2178&page=3, 2178",
        "sensor-3917-page-2.json, 2178",
        "sensors=3917.json, 2178",
        "location-9-sensor-3917.json, 9"
    })
    void theLocationIsInTheFilesName(String name, String location) throws Exception {
        FormatOptions options = new FormatOptions("feed options", Map.of("sensors", Map.of("3917", "2178")));
        FeedReader reader = new OpenAqApiFormat().open(source(name, Files.readString(SAMPLE)), options);
        assertThat(((StampedReading) requireNonNull(reader.next())).station()).isEqualTo(location);
    }

    @Test
    void theStationThatWasAskedForCountsBeforeTheName() throws Exception {
        Source asked = new Source(NAME, Files.newInputStream(SAMPLE), Instant.EPOCH, Map.of("station", "77"));
        FeedReader reader = new OpenAqApiFormat().open(asked, FormatOptions.NONE);
        assertThat(((StampedReading) requireNonNull(reader.next())).station()).isEqualTo("77");
    }

    @ParameterizedTest
    @CsvSource({"page-1.json", "sensor-99.json", "2178.json"})
    void aPageOfAnUnknownLocationIsRefused(String name) {
        assertThatThrownBy(() -> read(name, Files.readString(SAMPLE)))
                .isInstanceOf(NotThisFormatException.class)
                .hasMessageContaining("location-2178.json")
                .hasMessageContaining("'sensors'");
    }

    @Test
    void whatElseAResultMaySay() throws Exception {
        List<Parsed> read = read(NAME, """
                {"meta": {"name": "openaq-api", "results": [1, 2]}, "results": [
                  {"value": 107.0, "flagInfo": {"hasFlags": true}, "parameter": {"id": 2, "name": "pm25", "units": "\\u00b5g/m\\u00b3"},
                   "period": {"label": "raw", "interval": "01:00:00",
                     "datetimeFrom": {"utc": "2024-12-31T23:30:00Z", "local": "2025-01-01T05:00:00+05:30"},
                     "datetimeTo": {"utc": "2025-01-01T00:30:00Z", "local": "2025-01-01T06:00:00+05:30"}}},
                  {"value": 5, "parameter": {"name": "pm25", "units": "µg/m³"},
                   "period": {"interval": "00:15:00", "datetimeFrom": null, "datetimeTo": {"local": "2025-01-01T06:15:00+05:30"}}},
                  {"value": null, "parameter": {"name": "pm25", "units": "µg/m³"}, "period": {"interval": "01:00:00"}},
                  {"value": "7", "parameter": {"name": "pm25", "units": "µg/m³"}, "period": {"interval": "01:00:00",
                   "datetimeTo": {"utc": "2025-01-01T00:30:00Z"}}},
                  {"value": 7, "parameter": {"id": 2}, "period": {}},
                  {"value": 7, "parameter": {"name": "pm25", "units": "µg/m³"}, "period": {"datetimeTo": {"utc": "soon"}}},
                  {"value": 7, "parameter": {"name": "pm25", "units": "µg/m³"},
                   "period": {"interval": "00:00:30", "datetimeTo": {"utc": "2025-01-01T00:30:00Z"}}},
                  7
                ], "after": 1}
                """);
        assertThat(read.get(0)).isInstanceOfSatisfying(StampedReading.class, flagged -> {
            assertThat(flagged.mark()).isEqualTo(Reading.INVALID);
            assertThat(flagged.unit()).isEqualTo("µg/m³");
            assertThat(flagged.stepMinutes()).isEqualTo(60);
            assertThat(Instant.ofEpochSecond(flagged.epochSecond())).isEqualTo("2025-01-01T00:30:00Z");
        });
        assertThat(read.get(1)).isInstanceOfSatisfying(StampedReading.class, quarter -> {
            assertThat(quarter.stepMinutes()).isEqualTo(15);
            assertThat(Instant.ofEpochSecond(quarter.epochSecond())).isEqualTo("2025-01-01T00:45:00Z");
        });
        assertThat(read.get(2)).isEqualTo(new Parsed.LeftOut(3));
        assertThat(kind(read.get(3))).isEqualTo(NoticeKind.NOT_A_NUMBER);
        assertThat(((Parsed.BadLine) read.get(3)).instead())
                .as("which hour is refused")
                .isInstanceOfSatisfying(
                        StampedReading.class,
                        refused -> assertThat(refused.epochSecond())
                                .isEqualTo(Instant.parse("2025-01-01T00:30:00Z").getEpochSecond()));
        assertThat(kind(read.get(4))).isEqualTo(NoticeKind.UNKNOWN_PARAMETER);
        assertThat(kind(read.get(5))).isEqualTo(NoticeKind.NOT_A_TIME);
        assertThat(((StampedReading) read.get(6)).stepMinutes()).isZero(); // no length: the validator refuses it
        assertThat(kind(read.get(7))).isEqualTo(NoticeKind.UNKNOWN_PARAMETER);
        assertThat(read).hasSize(8);
    }

    @Test
    void aPageThatIsCutGivesWhatStandsBeforeTheCut() throws Exception {
        String whole = Files.readString(SAMPLE);
        String cut = whole.substring(0, whole.lastIndexOf("\"coverage\""));
        List<Parsed> read = read(NAME, cut);
        assertThat(read).hasSize(2);
        assertThat(read.get(0)).isInstanceOf(StampedReading.class);
        assertThat(kind(read.get(1))).isEqualTo(NoticeKind.BROKEN_DOCUMENT);
        assertThat(notice(read.get(1)).reason()).contains("from result 2 on").contains("fetch it again");
        assertThat(notice(read.get(1)).line()).isEqualTo(2);
    }

    @Test
    void anElementThatIsTooLongCostsItselfOnly() throws Exception {
        String filler = "\"x\",".repeat(30_000) + "\"x\"";
        String whole = Files.readString(SAMPLE);
        List<Parsed> read =
                read(NAME, whole.replace("\"results\":[", "\"results\":[{\"value\":1,\"filler\":[" + filler + "]},"));
        assertThat(kind(read.get(0))).isEqualTo(NoticeKind.LINE_TOO_LONG);
        assertThat(read.subList(1, 3))
                .containsExactly(ozone(2, "2016-03-06T20:00:00Z", 0.043), ozone(3, "2016-03-06T21:00:00Z", 0.044));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]",
                "{\"meta\":{}}",
                "{\"results\":7}",
                "not JSON",
                "''",
                "{\"detail\":\"Invalid credentials\"}",
                "{\"results\""
            })
    void whatIsNoPageIsRefusedWhole(String text) {
        assertThatThrownBy(() -> read(NAME, text)).isInstanceOf(NotThisFormatException.class);
    }

    @Test
    void mendedElementsMakeADocumentAgain() throws Exception {
        String whole = Files.readString(SAMPLE);
        OpenAqApiFormat format = new OpenAqApiFormat();
        FeedReader reader = format.open(
                source(NAME, whole.replace("0.043", "\"0.043\"").replace("0.044", "\"0.044\"")), FormatOptions.NONE);
        List<String> mended = new ArrayList<>();
        while (reader.next() != null) {
            mended.add(reader.rawText().replace("\"0.043\"", "0.043").replace("\"0.044\"", "0.044"));
        }
        assertThat(mended).hasSize(2).noneMatch(text -> text.contains("\n"));
        assertThat(read(NAME, format.document(reader.head(), mended))).isEqualTo(read(NAME, whole));
    }

    @Test
    void anErrorOfTheStreamIsNoErrorOfThePage() throws Exception {
        byte[] whole = Files.readAllBytes(SAMPLE);
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream(whole, 0, whole.length / 2),
                new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        throw new IOException("the line is gone");
                    }
                });
        assertThatThrownBy(() -> {
                    FeedReader reader =
                            new OpenAqApiFormat().open(new Source(NAME, failing, Instant.EPOCH), FormatOptions.NONE);
                    while (reader.next() != null) {
                        // until it fails
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("the line is gone");
    }

    private static NoticeKind kind(Parsed parsed) {
        return notice(parsed).kind();
    }

    private static Notice notice(Parsed parsed) {
        return ((Parsed.BadLine) parsed).notice();
    }

    private static List<Parsed> read(String name, String text) throws Exception {
        FeedReader reader = new OpenAqApiFormat().open(source(name, text), FormatOptions.NONE);
        List<Parsed> all = new ArrayList<>();
        for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
            all.add(parsed);
        }
        return all;
    }

    private static Source source(String name, String text) {
        return new Source(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
    }
}
