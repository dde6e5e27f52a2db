package dev.calima.batch.ingest.feed.csv;

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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** A the layouts, B the text around the numbers, C the times, D values and flags, E what is refused, F the options. */
@SuppressWarnings("StringConcatToTextBlock") // line ends and quotes stand out better so
class LongCsvFormatTest {

    private static final String LONG = """
            layout: long
            time: {column: time}
            station: station
            parameter: parameter
            value: value
            """;
    private static final String WIDE = """
            layout: wide
            time: {column: time}
            station: station
            """;
    private static final String HEADER = "time,station,parameter,value\n";

    @Test
    void a01ALongLineIsOneHourOfOneParameter() throws Exception {
        assertThat(read(LONG, HEADER + "2019-01-15 07:00,S1,NO2,12.5\n2019-01-15 08:00,S1,NO2,13\n"))
                .containsExactly(
                        "2: S1 NO2 2019-01-15 hour 7 = 12.5 valid", "3: S1 NO2 2019-01-15 hour 8 = 13.0 valid");
    }

    @Test
    void a02AWideLineHasAColumnForEachParameterInAnyOrder() throws Exception {
        assertThat(read(WIDE, "PM10,note,station,time,NO2\n30,x,S1,2019-01-15T07:00,12\n", "NO2", "PM10"))
                .containsExactly(
                        "2 NO2: S1 NO2 2019-01-15 hour 7 = 12.0 valid",
                        "2 PM10: S1 PM10 2019-01-15 hour 7 = 30.0 valid");
    }

    @Test
    void a03WithoutAHeaderColumnsAreNumbers() throws Exception {
        String options = """
                layout: long
                header: false
                delimiter: ;
                time: {date: 2, hour: 3}
                station: 1
                parameter: 4
                value: 5
                """;
        assertThat(read(options, "S1;2019-01-15;24;NO2;5\n"))
                .containsExactly("1: S1 NO2 2019-01-15 hour 24 = 5.0 valid");
    }

    @Test
    void a04TheFilesNameTellsWhatItsLinesDoNot() throws Exception {
        String options = """
                layout: long
                file-name: 'hourly_data_(?<year>\\d\\d)_(?<month>\\d+)\\.csv'
                time: {day: day, hour: hour}
                station: station
                parameter: parameter
                value: value
                """;
        FormatOptions parsed = options(options);
        FeedReader reader = new LongCsvFormat()
                .open(
                        source("hourly_data_11_3.csv.gz", "day,hour,station,parameter,value\n27,2,28079024,09,4\n"),
                        parsed);
        assertThat(all(reader)).containsExactly("2: 28079024 09 2011-03-27 hour 2 = 4.0 valid");
        assertThatThrownBy(() -> new LongCsvFormat().open(source("data.csv", "x\n"), parsed))
                .isInstanceOf(NotThisFormatException.class)
                .hasMessageContaining("its name 'data.csv' does not match")
                .hasMessageContaining("month, year stand only there");
    }

    @Test
    void a05OneStationForTheWholeFile() throws Exception {
        String options = WIDE.replace("station: station", "fixed-station: Dongsi");
        assertThat(read(options, "time,NO2\n2019-01-15T07:00,12\n", "NO2"))
                .containsExactly("2 NO2: Dongsi NO2 2019-01-15 hour 7 = 12.0 valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void b01EveryKindOfLineEndIsOne(String end) throws Exception {
        assertThat(read(LONG, (HEADER + "2019-01-15 07:00,S1,NO2,1\n\n2019-01-15 08:00,S1,NO2,2").replace("\n", end)))
                .containsExactly("2: S1 NO2 2019-01-15 hour 7 = 1.0 valid", "4: S1 NO2 2019-01-15 hour 8 = 2.0 valid");
    }

    @Test
    void b02QuotesMayHoldDelimitersQuotesAndLineEnds() throws Exception {
        String text = """
                time,station,parameter,value,note
                "2019-01-15 07:00"," S1 ","NO2","12","a ""big"", grey
                cloud"
                2019-01-15 08:00,S1,NO2,13,5" pipe
                """;
        FeedReader reader = open(LONG, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));
        assertThat(parsed(reader.next())).isEqualTo("2: S1 NO2 2019-01-15 hour 7 = 12.0 valid");
        assertThat(reader.rawText())
                .isEqualTo("\"2019-01-15 07:00\",\" S1 \",\"NO2\",\"12\",\"a \"\"big\"\", grey\ncloud\"");
        assertThat(parsed(reader.next())).isEqualTo("4: S1 NO2 2019-01-15 hour 8 = 13.0 valid");
        assertThat(reader.head()).isEqualTo("time,station,parameter,value,note\n");
    }

    @Test
    void b03AQuoteThatIsNeverClosedCostsItsOwnLine() throws Exception {
        assertThat(read(LONG, HEADER + "2019-01-15 07:00,\"S1,NO2,1\n2019-01-15 08:00,S1,NO2,2\n"))
                .containsExactly("2: broken-quotes", "3: S1 NO2 2019-01-15 hour 8 = 2.0 valid");
        assertThat(read(LONG, HEADER + "2019-01-15 07:00,\"S1\"x\"y,NO2,1\n2019-01-15 08:00,S1,NO2,2\n"))
                .containsExactly("2: broken-quotes", "3: S1 NO2 2019-01-15 hour 8 = 2.0 valid");
    }

    @Test
    void b04WindowsTextIsReadAsSuch() throws Exception {
        byte[] bytes = "time;station;parameter;value\n2019-01-15 07:00;Pla\u00e7a;NO\u2082\u2026;1,5\n"
                .replace("\u2082", "")
                .getBytes(Charset.forName("windows-1252"));
        FeedReader reader = open(LONG + "encoding: windows-1252\ndelimiter: ;\ndecimal: ','\n", bytes);
        assertThat(all(reader)).containsExactly("2: Pla\u00e7a NO\u2026 2019-01-15 hour 7 = 1.5 valid");
    }

    @Test
    void b05WithoutQuotesAQuoteIsALetter() throws Exception {
        assertThat(read(LONG + "quote: ''\n", HEADER + "2019-01-15 07:00,\"S1,NO2,1\n"))
                .containsExactly("2: \"S1 NO2 2019-01-15 hour 7 = 1.0 valid");
    }

    @Test
    void b06LinesBeforeTheHeaderAreLeftOut() throws Exception {
        assertThat(read(LONG + "skip-lines: 2\n", "Air quality\n\n" + HEADER + "2019-01-15 07:00,S1,NO2,1\n"))
                .containsExactly("4: S1 NO2 2019-01-15 hour 7 = 1.0 valid");
    }

    @Test
    void b07AnEndlessLineIsRefusedAndTheNextIsRead() throws Exception {
        assertThat(read(LONG, HEADER + "9".repeat(TextLines.LONGEST + 5) + "\n2019-01-15 08:00,S1,NO2,2\n"))
                .containsExactly("2: line-too-long", "3: S1 NO2 2019-01-15 hour 8 = 2.0 valid");
    }

    @ParameterizedTest
    @CsvSource({
        "iso, 2015-03-29T03:00+02:00, 2015-03-29T01:00:00Z",
        "iso, 2015-03-29 03:00:00+0200, 2015-03-29T01:00:00Z",
        "iso, 2015-03-29 03:00:00.000 +02, 2015-03-29T01:00:00Z",
        "iso, 2015-03-29T03:00:00Z, 2015-03-29T03:00:00Z",
        "iso, 2015-10-25T02:30:00-03:30, 2015-10-25T06:00:00Z",
        "epoch-seconds, 1427590800, 2015-03-29T01:00:00Z",
        "epoch-milliseconds, 1427590800000, 2015-03-29T01:00:00Z",
        "dd/MM/yyyy HH:mm XXX, 29/03/2015 03:00 +02:00, 2015-03-29T01:00:00Z"
    })
    void c01ATimeWithItsDistanceFromUtcIsAMoment(String pattern, String text, String moment) throws Exception {
        assertThat(read(LONG.replace("{column: time}", "{column: time, pattern: " + pattern + "}"), line(text)))
                .containsExactly("2: S1 NO2 at " + moment + " for 60 min = 1.0 valid");
    }

    @ParameterizedTest
    @CsvSource({
        "iso, 2019-01-15 00:00, 2019-01-15 hour 0",
        "iso, 2019-01-15T24:00, 2019-01-15 hour 24",
        "dd/MM/yyyy HH:mm, 15/01/2019 24:00, 2019-01-15 hour 24",
        "d.M.yy H:mm, 5.1.19 7:00, 2019-01-05 hour 7",
        "MM/dd/yyyy hh:mm a, 01/15/2019 12:00 AM, 2019-01-15 hour 0",
        "MM/dd/yyyy hh:mm a, 01/15/2019 12:00 PM, 2019-01-15 hour 12",
        "MM/dd/yyyy hh:mm a, 01/15/2019 11:00 PM, 2019-01-15 hour 23"
    })
    void c02ATimeOfTheClockOnTheWallIsADayAndAnHour(String pattern, String text, String hour) throws Exception {
        assertThat(read(LONG.replace("{column: time}", "{column: time, pattern: '" + pattern + "'}"), line(text)))
                .containsExactly("2: S1 NO2 " + hour + " = 1.0 valid");
    }

    @Test
    void c03TimesThatKeepOneDistanceFromUtcMayHaveAnyMinuteAndStep() throws Exception {
        assertThat(read(
                        LONG.replace("{column: time}", "{column: time, offset: \"+05:30\"}") + "step-minutes: 15\n",
                        line("2019-01-15 00:15")))
                .containsExactly("2: S1 NO2 at 2019-01-14T18:45:00Z for 15 min = 1.0 valid");
    }

    @ParameterizedTest
    @CsvSource({
        "2019-02-30 07:00, impossible-date",
        "2019-13-01 07:00, impossible-date",
        "2019-01-15 25:00, not-a-time",
        "2019-01-15 24:01, not-a-time",
        "2019-01-15 07:30, not-a-time",
        "2019-01-15 07:00 +99:00, not-a-time",
        "2019-01-15 07:00 +01:75, not-a-time",
        "15/01/2019 07:00, not-a-time",
        "yesterday, not-a-time",
        "'', not-a-time"
    })
    void c04WhatIsNoTimeRefusesItsLine(String text, String code) throws Exception {
        assertThat(read(LONG, line(text))).containsExactly("2: " + code);
    }

    @Test
    void c05APatternKnowsNoThirtiethOfFebruary() throws Exception {
        assertThat(read(
                        LONG.replace("{column: time}", "{column: time, pattern: dd/MM/yyyy HH:mm}"),
                        line("30/02/2019 07:00")))
                .containsExactly("2: impossible-date");
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12.0",
        "-1.5, -1.5",
        "+3, 3.0",
        ".5, 0.5",
        "1e-2, 0.01",
        "-2.77555756156289e-17, -2.77555756156289E-17",
        "00012, 12.0"
    })
    void d01NumbersInTheirManners(String text, String value) throws Exception {
        assertThat(read(LONG, HEADER + "2019-01-15 07:00,S1,NO2," + text + "\n"))
                .containsExactly("2: S1 NO2 2019-01-15 hour 7 = " + value + " valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "na", "N/A", "NaN", "null", "-", " - "})
    void d02AMissingValueIsLeftOutAndItsLineCounted(String text) throws Exception {
        assertThat(read(LONG, HEADER + "2019-01-15 07:00,S1,NO2," + text + "\n"))
                .containsExactly("2: left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.2.3", "1-2", "0x1p3", "Infinity", "1e999", "12f", "12 µg", "٣", "e", "1.000,5"})
    void d03WhatIsNoNumberRefusesItsLineOrItsOneValue(String text) throws Exception {
        assertThat(read(LONG, HEADER + "2019-01-15 07:00,S1,NO2,\"" + text + "\"\n"))
                .containsExactly("2: not-a-number");
        assertThat(read(WIDE, "time,station,NO2,PM10\n2019-01-15 07:00,S1,\"" + text + "\",7\n", "NO2", "PM10"))
                .containsExactly("2 NO2: not-a-number", "2 PM10: S1 PM10 2019-01-15 hour 7 = 7.0 valid");
    }

    @Test
    void d04WordsMayStandForNumbersAndMarksForMissing() throws Exception {
        String options = WIDE + "words: {\"N\": 0, NNE: 22.5, \"\": 0}\nmissing: [\"-999\"]\n";
        assertThat(read(options, """
                        time,station,wd
                        2019-01-15 07:00,S1,NNE
                        2019-01-15 08:00,S1,n
                        2019-01-15 09:00,S1,
                        2019-01-15 10:00,S1,-999
                        2019-01-15 11:00,S1,NA
                        """, "wd"))
                .containsExactly(
                        "2 wd: S1 wd 2019-01-15 hour 7 = 22.5 valid",
                        "3 wd: S1 wd 2019-01-15 hour 8 = 0.0 valid",
                        "4 wd: S1 wd 2019-01-15 hour 9 = 0.0 valid",
                        "5: left out",
                        "6 wd: not-a-number");
    }

    @Test
    void d05FlagsSayWhatMayBeUsed() throws Exception {
        String options = LONG + "flag: flag\nvalid: [V]\nnot-valid: [N]\nmaintenance: [M]\n";
        assertThat(read(options, """
                        time,station,parameter,value,flag
                        2019-01-15 01:00,S1,NO2,1,V
                        2019-01-15 02:00,S1,NO2,2,N
                        2019-01-15 03:00,S1,NO2,3,M
                        2019-01-15 04:00,S1,NO2,4,X
                        2019-01-15 05:00,S1,NO2,,N
                        2019-01-15 06:00,S1,NO2,,
                        """))
                .containsExactly(
                        "2: S1 NO2 2019-01-15 hour 1 = 1.0 valid",
                        "3: S1 NO2 2019-01-15 hour 2 = 2.0 not valid",
                        "4: S1 NO2 2019-01-15 hour 3 = 3.0 maintenance",
                        "5: unknown-flag",
                        "6: left out",
                        "7: left out");
    }

    @Test
    void d06AWideTableMayHaveAFlagForEachColumn() throws Exception {
        String options = WIDE + "flags: {NO2: NO2_QA}\nvalid: [V]\nnot-valid: [N]\n";
        assertThat(read(options, "time,station,NO2,NO2_QA,PM10\n2019-01-15 01:00,S1,1,N,2\n", "NO2", "PM10"))
                .containsExactly(
                        "2 NO2: S1 NO2 2019-01-15 hour 1 = 1.0 not valid",
                        "2 PM10: S1 PM10 2019-01-15 hour 1 = 2.0 valid");
    }

    @Test
    void d07AUnitOfTheLineIsHandedOn() throws Exception {
        FeedReader reader = open(
                LONG + "unit: unit\n",
                "time,station,parameter,value,unit\n2019-01-15T07:00Z,S1,NO2,1,ppm\n2019-01-15T07:00,S1,NO2,1,ppm\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(reader.next())
                .isInstanceOfSatisfying(
                        StampedReading.class, one -> assertThat(one.unit()).isEqualTo("ppm"));
        assertThat(parsed(reader.next())).as("a civil time cannot").isEqualTo("3: unknown-unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-01-15 07:00,S1,NO2", "2019-01-15 07:00,S1,NO2,1,2"})
    void e01ACutOrJoinedLineIsRefused(String line) throws Exception {
        assertThat(read(LONG, HEADER + line + "\n2019-01-15 08:00,S1,NO2,2\n"))
                .containsExactly("2: wrong-number-of-columns", "3: S1 NO2 2019-01-15 hour 8 = 2.0 valid");
    }

    @Test
    void e00AQuoteTooManyCostsItsOwnLineOnly() throws Exception {
        assertThat(read(
                        LONG,
                        HEADER
                                + "2019-01-15 07:00,\"S1\",NO2,7\n"
                                + "2019-01-15 08:00,\"S1,NO2,8\n"
                                + "2019-01-15 09:00,\"S1\",NO2,9\n"))
                .containsExactly(
                        "2: S1 NO2 2019-01-15 hour 7 = 7.0 valid",
                        "3: broken-quotes",
                        "4: S1 NO2 2019-01-15 hour 9 = 9.0 valid");
    }

    @Test
    void e02AFileWithoutANeededColumnIsNoneOfTheFeed() {
        assertThatThrownBy(() -> read(LONG, "time;station;parameter;value\n2019-01-15 07:00;S1;NO2;1\n"))
                .isInstanceOf(NotThisFormatException.class)
                .hasMessageContaining("no column ['parameter', 'station', 'time', 'value']")
                .hasMessageContaining("found ['time;station;parameter;value']");
        assertThatThrownBy(() -> read(LONG, "time,station,parameter,value,value\n"))
                .hasMessageContaining("names the column 'value' twice");
        assertThatThrownBy(() -> read(LONG, "")).hasMessageContaining("it is empty");
        assertThatThrownBy(() -> read(LONG, "\n \n")).hasMessageContaining("it is empty");
    }

    @Test
    void e03NoBytesMakeItThrow() throws Exception {
        java.util.Random random = new java.util.Random(20);
        byte[] good = (HEADER + "2019-01-15 07:00,S1,\"NO2\",12.5\r\n2019-01-15 08:00,S1,NO2,-1e3\n".repeat(20))
                .getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = good.clone();
            for (int i = 0; i < 1 + random.nextInt(30); i++) {
                bytes[HEADER.length() + random.nextInt(bytes.length - HEADER.length())] = (byte) random.nextInt(256);
            }
            read += all(open(LONG, bytes)).size();
        }
        assertThat(read).isGreaterThan(2000 * 15);
    }

    @Test
    void e04MendedLinesMakeADocumentAgain() throws Exception {
        FeedReader reader = open(LONG, (HEADER + "2019-01-15 07:00,S1,NO2,x\n").getBytes(StandardCharsets.UTF_8));
        reader.next();
        String document = new LongCsvFormat()
                .document(reader.head(), List.of(reader.rawText().replace('x', '7')));
        assertThat(read(LONG, document)).containsExactly("2: S1 NO2 2019-01-15 hour 7 = 7.0 valid");
    }

    @Test
    void f01EveryProblemOfTheOptionsIsToldAtOnceWithItsKey() {
        List<String> problems = problems("""
                layout: tall
                delimiter: ab
                quote: xy
                encoding: klingon
                decimal: "'"
                header: perhaps
                file-name: '(?<hour>\\d'
                time: {column: time, date: day, pattern: QQQQQQQ, offset: noon}
                missing: []
                words: {N: north}
                valid: [V]
                maintenance: [V]
                step-minutes: 7
                colour: red
                """);
        assertThat(problems).allMatch(problem -> problem.startsWith("feeds/x.yaml options"));
        for (String key : List.of(
                "layout",
                "delimiter",
                "quote",
                "encoding",
                "decimal",
                "header",
                "file-name",
                "date",
                "pattern",
                "offset",
                "N",
                "maintenance",
                "valid",
                "step-minutes",
                "station",
                "colour")) {
            assertThat(problems)
                    .as("a problem with '" + key + "'")
                    .anyMatch(problem -> problem.contains("key '" + key + "'"));
        }
    }

    @Test
    void f02GoodOptionsHaveNoProblem() {
        assertThat(problems(LONG)).isEmpty();
        assertThat(problems(WIDE)).isEmpty();
        assertThat(problems("layout: long\n")).hasSizeGreaterThanOrEqualTo(4);
    }

    private static List<String> problems(String yaml) {
        List<String> problems = new ArrayList<>();
        new LongCsvFormat().check(options(yaml), problems::add);
        return problems;
    }

    private static String line(String time) {
        return HEADER + time + ",S1,NO2,1\n";
    }

    private static List<String> read(String yaml, String text, String... parameters) throws Exception {
        return all(open(yaml, text.getBytes(StandardCharsets.UTF_8), parameters));
    }

    private static FeedReader open(String yaml, byte[] bytes, String... parameters) throws Exception {
        return new LongCsvFormat()
                .open(
                        new Source("data.csv", new ByteArrayInputStream(bytes), Instant.EPOCH),
                        new FormatOptions("feeds/x.yaml options", mapping(yaml), Set.of(parameters)));
    }

    private static Source source(String name, String text) {
        return new Source(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
    }

    private static FormatOptions options(String yaml) {
        return new FormatOptions("feeds/x.yaml options", mapping(yaml), Set.of("NO2"));
    }

    private static Map<String, Object> mapping(String yaml) {
        return new Yaml().load(yaml);
    }

    private static List<String> all(FeedReader reader) throws Exception {
        List<String> all = new ArrayList<>();
        for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
            all.add(parsed(parsed));
        }
        return all;
    }

    private static String parsed(@Nullable Parsed parsed) {
        return switch (parsed) {
            case null -> "end";
            case Parsed.BadLine(Notice notice, var instead) ->
                place(notice.line(), notice.field()) + notice.kind().code();
            case Parsed.LeftOut leftOut -> leftOut.line() + ": left out";
            case Reading reading ->
                place(reading.line(), reading.field()) + reading.station() + " " + reading.parameter() + " "
                        + reading.day() + " hour " + reading.firstHour() + " = " + reading.value(0)
                        + word(reading.mark(0));
            case StampedReading stamped ->
                place(stamped.line(), stamped.field()) + stamped.station() + " " + stamped.parameter() + " at "
                        + Instant.ofEpochSecond(stamped.epochSecond()) + " for " + stamped.stepMinutes() + " min = "
                        + stamped.value() + word(stamped.mark());
        };
    }

    private static String place(long line, String field) {
        return line + (field.isEmpty() ? "" : " " + field) + ": ";
    }

    private static String word(byte mark) {
        return switch (mark) {
            case Reading.VALID -> " valid";
            case Reading.MAINTENANCE -> " maintenance";
            default -> " not valid";
        };
    }
}
