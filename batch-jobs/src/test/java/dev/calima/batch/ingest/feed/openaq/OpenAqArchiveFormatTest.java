package dev.calima.batch.ingest.feed.openaq;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAqArchiveFormatTest {

    private static final String HEADER = "location_id,sensors_id,location,datetime,lat,lon,parameter,units,value\n";
    private static final FormatOptions NO_OPTIONS = new FormatOptions("feed options", Map.of());

    @Test
    void bothMannersOfQuotingSayTheSame() throws Exception {
        String plain = """
                location_id,sensors_id,location,datetime,lat,lon,parameter,units,value
                2178,3919,Del Norte-2178,2023-02-22T01:00:00-07:00,35.1353,-106.584702,pm10,µg/m³,14.0
                """;
        String quoted = """
                "location_id","sensors_id","location","datetime","lat","lon","parameter","units","value"
                2178,3919,"Del Norte-2178","2023-02-22T01:00:00-07:00","35.1353","-106.584702","pm10","µg/m³","14.0"
                """.replace("\n", "\r\n");
        StampedReading expected = new StampedReading(
                2,
                "",
                "2178",
                new StampedReading.SeenStation("Del Norte", 35.1353, -106.584702),
                "pm10",
                "µg/m³",
                Instant.parse("2023-02-22T08:00:00Z").getEpochSecond(),
                60,
                14,
                (byte) 1);
        assertThat(read(plain)).containsExactly(expected);
        assertThat(read(quoted)).containsExactly(expected);
    }

    @Test
    void aQuotedNameMayHoldCommasAndQuotes() throws Exception {
        List<Parsed> read = read(
                HEADER
                        + "11603,12236360,\"Chandni Chowk, \"\"Delhi\"\" - IITM\",\"2025-11-12T14:00:00+05:30\",\"28.656756\",\"77.227234\",\"pm10\",\"µg/m³\",\"834.0\"\n");
        assertThat(((StampedReading) read.getFirst()).seen())
                .isEqualTo(new StampedReading.SeenStation("Chandni Chowk, \"Delhi\" - IITM", 28.656756, 77.227234));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-22T01:00:00-07:00",
                "2023-02-22T01:00:00-0700",
                "2023-02-22T01:00:00-07",
                "2023-02-22T08:00:00Z",
                "2023-02-22T08:00:00+00:00",
                "2023-02-22 08:00:00+00",
                "2023-02-22 08:00:00.000+00:00",
                "2023-02-22T08:00:00 +0000",
                "2023-02-22T13:30:00+05:30",
                "2023-02-22T13:30:00+0530",
                "2023-02-22T08:00Z"
            })
    void everySpellingOfTheOffset(String stamp) throws Exception {
        StampedReading read =
                (StampedReading) read(HEADER + row("1", stamp, "1")).getFirst();
        assertThat(Instant.ofEpochSecond(read.epochSecond())).isEqualTo("2023-02-22T08:00:00Z");
        assertThat(read.stepMinutes()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-22T01:00:00",
                "2023-02-30T01:00:00Z",
                "2023-02-22",
                "2023-02-22T25:00:00Z",
                "",
                "yesterday",
                "2023-02-22T01:00:00+19:00",
                "22/02/2023 01:00Z"
            })
    void whatIsNoTimeWithItsOffsetIsRefused(String stamp) throws Exception {
        assertThat(kinds(read(HEADER + row("1", stamp, "1")))).containsExactly(NoticeKind.NOT_A_TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "14.0, 14",
        "-99.0, -99",
        "-999, -999",
        "1.2e-05, 0.000012",
        "7.949999928474426, 7.949999928474426",
        "0, 0"
    })
    void numbersAreTakenAsTheyStand(String published, double number) throws Exception {
        StampedReading read = (StampedReading)
                read(HEADER + row("1", "2023-02-22T08:00:00Z", published)).getFirst();
        assertThat(read.value()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "nan", "Infinity", "1f", "0x1p3", "1,5", "--", "n/a"})
    void whatIsNoNumberIsRefused(String published) throws Exception {
        List<Parsed> read = read(HEADER + row("1", "2023-02-22T08:00:00Z", '"' + published + '"'));
        assertThat(kinds(read)).containsExactly(NoticeKind.NOT_A_NUMBER);
        assertThat(((Parsed.BadLine) read.getFirst()).instead())
                .as("which hour is refused")
                .isInstanceOfSatisfying(StampedReading.class, refused -> {
                    assertThat(refused.stepMinutes()).isEqualTo(60);
                    assertThat(refused.epochSecond())
                            .isEqualTo(Instant.parse("2023-02-22T08:00:00Z").getEpochSecond());
                });
    }

    @Test
    void aLineThatIsCutOrJoinedIsRefusedAndTheOthersAreRead() throws Exception {
        FeedReader reader = open(HEADER
                + row("1", "2023-02-22T01:00:00Z", "1")
                + "1,1,x,2023-02-22T02:00:00Z,35,-10"
                + "\n"
                + "1,1,\"x,2023-02-22T03:00:00Z,35,-106,pm10,µg/m³,1\n"
                + "\n"
                + row("1", "2023-02-22T04:00:00Z", "4"));
        assertThat(((StampedReading) requireNonNull(reader.next())).line()).isEqualTo(2);
        assertThat(reader.rawText()).isEqualTo("1,1,x-1,2023-02-22T01:00:00Z,35,-106,pm10,µg/m³,1");
        for (NoticeKind kind : List.of(NoticeKind.WRONG_NUMBER_OF_COLUMNS, NoticeKind.BROKEN_QUOTES)) {
            Parsed.BadLine bad = (Parsed.BadLine) requireNonNull(reader.next());
            assertThat(bad.notice().kind()).isEqualTo(kind);
        }
        assertThat(reader.rawText()).isEqualTo("1,1,\"x,2023-02-22T03:00:00Z,35,-106,pm10,µg/m³,1");
        assertThat(((StampedReading) requireNonNull(reader.next())).line()).isEqualTo(6);
        assertThat(reader.next()).isNull();
    }

    /** Steps by the stamps of a sensor: from, minutes between, how many; and what they are. */
    @ParameterizedTest
    @CsvSource({
        "2023-02-22T01:00:00-07:00, 60, 24, 60",
        "2024-05-01T01:00:00+05:30, 60, 24, 60", // whole hours of India's clock
        "2026-09-16T12:30:00+05:30, 60, 24, 60", // whole hours UTC
        "2024-12-31T14:30:00Z,      60, 24, 60", // as the API has stations of India: half hours of UTC
        "2025-11-12T14:30:00+05:30, 15, 96, 15",
        "2025-11-12T14:30:00+05:30, 15, 2,  15",
        "2025-07-03T22:40:00+07:00, 5,  288, 5",
        "2025-07-03T22:40:00+07:00, 10, 144, 10",
        "2025-07-03T22:30:00+07:00, 30, 48, 30",
        "2025-07-03T22:01:00+07:00, 1, 200, 1",
        "2025-07-03T22:00:00+07:00, 60, 1,  60",
        "2025-07-03T22:00:00+07:00, 180, 2, 60",
        "2025-07-03T22:00:00+05:45, 60, 1,  60"
    })
    void theStepIsFoundFromTheStamps(String from, int minutes, int count, int step) throws Exception {
        Stamp first = requireNonNull(Stamp.parse(from));
        List<Stamp> stamps = IntStream.range(0, count)
                .mapToObj(i -> new Stamp(first.epochSecond() + 60L * minutes * i, first.offsetSeconds()))
                .toList();
        Grid grid = requireNonNull(Grid.of(stamps));
        assertThat(grid.stepMinutes()).isEqualTo(step);
        assertThat(stamps).allMatch(grid::has);
    }

    @Test
    void gapsDoNotWidenTheStep() throws Exception {
        // two thirds of a day of quarter hours are missing
        String text = HEADER
                + rows(96, i -> i % 3 == 0 ? row("7", quarter(i), "5") : "")
                + rows(96, i -> i % 16 == 0 ? row("8", quarter(i), "5") : "");
        assertThat(read(text)).allSatisfy(parsed -> {
            StampedReading reading = (StampedReading) parsed;
            assertThat(reading.stepMinutes()).isEqualTo(reading.station().equals("7") ? 15 : 60);
        });
    }

    @Test
    void aSlipBesideTheStepsIsRefusedAndTheOthersAreHours() throws Exception {
        List<Parsed> read = read(HEADER
                + rows(
                        24,
                        i -> row(
                                "1",
                                Instant.parse("2023-02-22T01:00:00Z")
                                        .plusSeconds(3600L * i)
                                        .toString(),
                                "1"))
                + row("1", "2023-02-22T10:17:00Z", "1"));
        assertThat(read.stream().filter(StampedReading.class::isInstance))
                .hasSize(24)
                .allMatch(reading -> ((StampedReading) reading).stepMinutes() == 60);
        assertThat(kinds(read)).containsExactly(NoticeKind.NOT_ON_THE_GRID);
    }

    /** As location 3145071 of OpenAQ reports: about every 17.5 minutes. */
    @Test
    void aSensorThatReportsAtMomentsOfItsOwnHasNoPlace() throws Exception {
        Instant first = Instant.parse("2025-09-01T00:13:59Z");
        List<Parsed> read = read(HEADER
                + rows(80, i -> row("1", first.plusSeconds(1047L * i).toString(), "1"))
                + rows(
                        80,
                        i -> row(
                                "2",
                                first.minusSeconds(59).plusSeconds(1020L * i).toString(),
                                "1")));
        assertThat(kinds(read)).hasSize(160).containsOnly(NoticeKind.NOT_ON_THE_GRID);
    }

    @Test
    void theFeedMaySayTheStepItself() throws Exception {
        FormatOptions options = new FormatOptions("feed options", Map.of("step-minutes", 15));
        FeedReader reader =
                new OpenAqArchiveFormat().open(source(HEADER + row("1", "2023-02-22T08:00:00Z", "1")), options);
        assertThat(((StampedReading) requireNonNull(reader.next())).stepMinutes())
                .isEqualTo(15);
        List<String> problems = new ArrayList<>();
        new OpenAqArchiveFormat()
                .check(new FormatOptions("feed", Map.of("step-minutes", 17, "stepp", 1)), problems::add);
        assertThat(problems).hasSize(2).anyMatch(problem -> problem.contains("must divide a day, but is 17"));
    }

    @Test
    void ofTwoSensorsTheLowerNumberCountsWhateverTheOrder() throws Exception {
        String first = "8118,23534,New Delhi-8118,2026-04-15T01:00:00+05:30,28.63576,77.22445,pm25,µg/m³,71.0\n";
        String second = "8118,99999,New Delhi-8118,2026-04-15T01:00:00+05:30,28.63576,77.22445,pm25,µg/m³,500.0\n";
        String alone = "8118,99999,New Delhi-8118,2026-04-15T02:00:00+05:30,28.63576,77.22445,pm25,µg/m³,480.0\n";
        for (String text : List.of(first + second + alone, second + alone + first)) {
            List<Parsed> read = read(HEADER + text);
            assertThat(kinds(read)).containsExactly(NoticeKind.SECOND_SENSOR);
            assertThat(read.stream()
                            .filter(StampedReading.class::isInstance)
                            .map(reading -> ((StampedReading) reading).value()))
                    .containsExactlyInAnyOrder(71.0, 480.0);
        }
    }

    @Test
    void aFileLongerThanWhatIsLookedAheadIsReadWhole() throws Exception {
        int lines = 25_001;
        Instant first = Instant.parse("2020-01-01T01:00:00Z");
        FeedReader reader = open(HEADER
                + rows(lines, i -> row("1", first.plusSeconds(3600L * i).toString(), "1")));
        int count = 0;
        for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
            assertThat(parsed.line()).isEqualTo(count + 2L);
            assertThat(((StampedReading) parsed).stepMinutes()).isEqualTo(60);
            count++;
        }
        assertThat(count).isEqualTo(lines);
    }

    @Test
    void mendedLinesMakeADocumentAgain() throws Exception {
        FeedReader reader = open(HEADER + row("1", "2023-02-30T01:00:00Z", "1"));
        assertThat(reader.next()).isInstanceOf(Parsed.BadLine.class);
        String mended = new OpenAqArchiveFormat()
                .document(reader.head(), List.of(reader.rawText().replace("02-30", "02-28")));
        assertThat(((StampedReading) read(mended).getFirst()).epochSecond())
                .isEqualTo(Instant.parse("2023-02-28T01:00:00Z").getEpochSecond());
    }

    @Test
    void columnsAreFoundByTheirNames() throws Exception {
        List<Parsed> read = read("""
                location_id,sensors_id,location,datetime,lat,lon,parameter,units,value,summary,coverage
                1,2,loc,2026-03-28 05:00:00+00,13.7,100.5,pm25,µg/m³,21,"{}","{}"
                """);
        assertThat(((StampedReading) read.getFirst()).value()).isEqualTo(21);
        assertThatThrownBy(() -> open("PROVINCIA;MUNICIPIO;ESTACION\n"))
                .isInstanceOf(NotThisFormatException.class)
                .hasMessageContaining("missing are location_id")
                .hasMessageContaining("PROVINCIA");
        assertThatThrownBy(() -> open("")).isInstanceOf(NotThisFormatException.class);
    }

    private static String quarter(int i) {
        return Instant.parse("2023-02-22T00:15:00Z").plusSeconds(900L * (i + 3)).toString();
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining());
    }

    private static String row(String location, String stamp, String value) {
        return location + ",1,x-" + location + "," + stamp + ",35,-106,pm10,µg/m³," + value + "\n";
    }

    private static List<NoticeKind> kinds(List<Parsed> read) {
        return read.stream()
                .filter(Parsed.BadLine.class::isInstance)
                .map(bad -> ((Parsed.BadLine) bad).notice().kind())
                .toList();
    }

    private static List<Parsed> read(String text) throws Exception {
        FeedReader reader = open(text);
        List<Parsed> all = new ArrayList<>();
        for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
            all.add(parsed);
        }
        return all;
    }

    private static FeedReader open(String text) throws Exception {
        return new OpenAqArchiveFormat().open(source(text), NO_OPTIONS);
    }

    private static Source source(String text) {
        return new Source(
                "location-1-20230222.csv.gz",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                Instant.parse("2026-05-10T12:00:00Z"));
    }
}
