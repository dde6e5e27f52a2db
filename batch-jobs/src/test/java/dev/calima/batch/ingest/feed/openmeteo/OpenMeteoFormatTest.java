package dev.calima.batch.ingest.feed.openmeteo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMeteoFormatTest {

    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
    private static final String ONE_HOUR =
            "{\"utc_offset_seconds\":7200,\"hourly_units\":{\"temperature_2m\":\"\u00b0C\"},"
                    + "\"hourly\":{\"time\":[\"2024-07-09T02:00\"],\"temperature_2m\":[25.5]}}";

    @Test
    void ofARecordedAnswerTheHoursThatWereOverAreReadAndTheForecastIsCounted() throws Exception {
        List<String> read = read(recorded(), Instant.parse("2024-07-09T01:02:00Z"), "Zagreb");
        assertThat(read)
                .startsWith(
                        "1 precipitation_probability: Zagreb 2024-07-09T00:00:00Z = 0.0 %",
                        "1 relative_humidity_2m: Zagreb 2024-07-09T00:00:00Z = 66.0 %",
                        "1 temperature_2m: Zagreb 2024-07-09T00:00:00Z = 25.5 \u00b0C",
                        "2 precipitation_probability: Zagreb 2024-07-09T01:00:00Z = 3.0 %",
                        "2 relative_humidity_2m: Zagreb 2024-07-09T01:00:00Z = 74.0 %",
                        "2 temperature_2m: Zagreb 2024-07-09T01:00:00Z = 24.4 \u00b0C",
                        "3: left out");
        assertThat(read.subList(6, read.size())).hasSize(22).allMatch(one -> one.endsWith(": left out"));
        assertThat(read(recorded(), LATER, "Zagreb")).hasSize(72);
    }

    @Test
    void aTimeIsAheadOfUtcByTheOffsetOfTheAnswerAndSecondsAreMoments() throws Exception {
        assertThat(read(ONE_HOUR, LATER, "S"))
                .containsExactly("1 temperature_2m: S 2024-07-09T00:00:00Z = 25.5 \u00b0C");
        assertThat(read(ONE_HOUR.replace("\"2024-07-09T02:00\"", "1720483200"), LATER, "S"))
                .containsExactly("1 temperature_2m: S 2024-07-09T00:00:00Z = 25.5 \u00b0C");
    }

    @Test
    void unitsMayStandAfterTheValuesAndNullIsNothing() throws Exception {
        assertThat(read(
                        "{\"hourly\":{\"temperature_2m\":[null,1e-1],\"time\":[0,3600]},\"hourly_units\":{\"temperature_2m\":\"\u00b0F\"}}",
                        LATER,
                        "S"))
                .containsExactly("1: left out", "2 temperature_2m: S 1970-01-01T01:00:00Z = 0.1 \u00b0F");
    }

    @Test
    void severalLocationsAreTheStationsInTheirOrder() throws Exception {
        assertThat(read("[" + ONE_HOUR + "," + ONE_HOUR + "," + ONE_HOUR + "]", LATER, "A", "B"))
                .containsExactly(
                        "1 temperature_2m: A 2024-07-09T00:00:00Z = 25.5 \u00b0C",
                        "2 temperature_2m: B 2024-07-09T00:00:00Z = 25.5 \u00b0C",
                        "3 temperature_2m: location 3 2024-07-09T00:00:00Z = 25.5 \u00b0C");
    }

    @Test
    void theStationThatWasAskedForGoesBeforeTheOnesOfTheOptions() throws Exception {
        Source asked = new Source("answer", in(ONE_HOUR), LATER, Map.of("station", "ASKED"));
        assertThat(all(new OpenMeteoFormat().open(asked, options("S"))))
                .containsExactly("1 temperature_2m: ASKED 2024-07-09T00:00:00Z = 25.5 \u00b0C");
        assertThatThrownBy(() -> read(ONE_HOUR, LATER)).hasMessageContaining("nothing tells which station");
    }

    @Test
    void anAnswerThatEndsInTheMiddleGivesWhatItHasAndSaysSo() throws Exception {
        assertThat(read("[" + ONE_HOUR + "," + ONE_HOUR.substring(0, 90), LATER, "A", "B"))
                .containsExactly("1 temperature_2m: A 2024-07-09T00:00:00Z = 25.5 \u00b0C", "2: broken-document");
    }

    @Test
    void anArrayOfAnotherLengthIsRefusedWhole() throws Exception {
        assertThat(read(ONE_HOUR.replace("[25.5]", "[25.5,26],\"precipitation\":[1]"), LATER, "A"))
                .containsExactly(
                        "1 temperature_2m: broken-document", "1 precipitation: A 2024-07-09T00:00:00Z = 1.0 null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "{}",
                "7",
                "null",
                "<html>",
                "{\"hourly\":{}}",
                "{\"hourly\":[1]}",
                "{\"hourly\":{\"time\":7}}",
                "{\"daily\":{\"time\":[\"2024-07-09\"]}}"
            })
    void whatIsNoAnswerIsSaidToBeNone(String text) {
        assertThatThrownBy(() -> read(text, LATER, "S")).isInstanceOf(NotThisFormatException.class);
    }

    @Test
    void aRefusalIsToldInItsOwnWords() {
        assertThatThrownBy(() -> read("{\"error\":true,\"reason\":\"Latitude must be in range\"}", LATER, "S"))
                .isInstanceOf(NotThisFormatException.class)
                .hasMessageContaining("Latitude must be in range");
    }

    @Test
    void noBytesMakeItThrow() throws Exception {
        java.util.Random random = new java.util.Random(20);
        byte[] good = recorded().getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] bytes = good.clone();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                read += all(new OpenMeteoFormat()
                                .open(new Source("a", new ByteArrayInputStream(bytes), LATER), options("S")))
                        .size();
            } catch (NotThisFormatException e) {
                assertThat(e).hasMessageStartingWith("it ");
            }
        }
        assertThat(read).isGreaterThan(1000);
    }

    @Test
    void hoursMakeADocumentAgain() throws Exception {
        FeedReader reader = open(ONE_HOUR.replace("25.5", "\"a \\\"warm\\\" one\""), LATER, "S");
        assertThat(parsed(Objects.requireNonNull(reader.next()))).isEqualTo("1 temperature_2m: not-a-number");
        String document = new OpenMeteoFormat()
                .document(
                        reader.head(),
                        List.of(reader.rawText(), reader.rawText().replace("\"a \\\"warm\\\" one\"", "25.5")));
        assertThat(read(document, LATER, "S", "S"))
                .containsExactly(
                        "1 temperature_2m: not-a-number", "2 temperature_2m: S 2024-07-09T00:00:00Z = 25.5 \u00b0C");
    }

    private static String recorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                OpenMeteoFormatTest.class.getResourceAsStream("/open-meteo/zagreb-2024-07-09.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> read(String text, Instant received, String... stations) throws Exception {
        return all(open(text, received, stations));
    }

    private static FeedReader open(String text, Instant received, String... stations) throws Exception {
        return new OpenMeteoFormat().open(new Source("answer.json", in(text), received), options(stations));
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static FormatOptions options(String... stations) {
        return new FormatOptions("options", Map.of("stations", List.of(stations)));
    }

    private static List<String> all(FeedReader reader) throws IOException {
        List<String> all = new ArrayList<>();
        for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
            assertThat(reader.rawText()).isNotNull();
            all.add(parsed(parsed));
        }
        return all;
    }

    private static String parsed(Parsed parsed) {
        return switch (parsed) {
            case Parsed.BadLine(Notice notice, var instead) ->
                notice.line() + (notice.field().isEmpty() ? "" : " " + notice.field()) + ": "
                        + notice.kind().code();
            case Parsed.LeftOut leftOut -> leftOut.line() + ": left out";
            case StampedReading one ->
                one.line() + " " + one.field() + ": " + one.station() + " " + Instant.ofEpochSecond(one.epochSecond())
                        + " = " + one.value() + " " + one.unit();
            case Reading reading -> throw new AssertionError(reading);
        };
    }
}
