package dev.calima.batch.ingest.feed.madrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The layouts as a textbook: A what each looks like, B what a damaged file costs, C lines that are read again. The lines are
 * written here after the published ones.
 */
class MadridLayoutsTest {

    private static final MadridHourlyFormat HOURLY = new MadridHourlyFormat();

    private static final String FIXED = "280790040138021102" + "01" + cells(hour -> "00006V", "");
    private static final String COMMA = "28,079,004,01,38,02,2018,11,01," + cells(hour -> "00012,V", ",");
    private static final String SEMICOLON = "28;079;4;1;28079004_1_38;2018;11;01;" + cells(hour -> "00012;V", ";");
    private static final String HEADER =
            "PROVINCIA;MUNICIPIO;ESTACION;MAGNITUD;PUNTO_MUESTREO;ANO;MES;DIA;" + cells(hour -> "Hhh;Vhh", ";");

    private static String cells(IntFunction<String> cell, String between) {
        return IntStream.rangeClosed(1, 24)
                .mapToObj(hour -> cell.apply(hour).replace("hh", String.format(Locale.ROOT, "%02d", hour)))
                .collect(Collectors.joining(between));
    }

    @Test
    void a01EachLayoutIsToldByItsContent() throws Exception {
        assertThat(read(FIXED + "\r\n")).containsExactly("1 28079004/1 2011-02-01 24 valid 6.0");
        assertThat(read(COMMA + "\n")).containsExactly("1 28079004/1 2018-11-01 24 valid 12.0");
        assertThat(read(HEADER + "\n" + SEMICOLON + "\n")).containsExactly("2 28079004/1 2018-11-01 24 valid 12.0");
    }

    /** Each as the publisher has written it, in 2010, 2011 and 2023. */
    @ParameterizedTest
    @CsvSource({
        "12.42, 12.42",
        "9.310, 9.31",
        "01458, 1458.0",
        "143.2, 143.2",
        "00006, 6.0",
        "000.4, 0.4",
        "01.36, 1.36",
        "-9.99, -9.99",
        "-00.5, -0.5"
    })
    void a02NumbersOfEveryStyleAreRead(String published, double value) throws Exception {
        assertThat(read(FIXED.replace("00006", published)))
                .containsExactly("1 28079004/1 2011-02-01 24 valid " + value);
    }

    @ParameterizedTest
    @CsvSource({"10, 2010", "79, 2079", "80, 1980", "99, 1999", "01, 2001"})
    void a03AYearOfTwoDigitsIsOfThisCenturyBeforeEighty(String digits, int year) throws Exception {
        assertThat(read(FIXED.replaceFirst("11(?=0201)", digits)))
                .containsExactly("1 28079004/1 " + year + "-02-01 24 valid 6.0");
    }

    @Test
    void a04OnlyVIsValid() throws Exception {
        FeedReader reader =
                Published.open(HOURLY, FIXED.replaceFirst("(?<=.{20})(.{5}).(.{5}).(.{5}).(.{5}).", "$1N$2M$3C$4Z"));
        Reading reading = (Reading) Objects.requireNonNull(reader.next());
        assertThat(new byte[] {reading.mark(0), reading.mark(1), reading.mark(2), reading.mark(3), reading.mark(4)})
                .containsExactly(Reading.INVALID, Reading.INVALID, Reading.INVALID, Reading.INVALID, Reading.VALID);
    }

    @Test
    void a05AHeaderMayHaveAnotherOrderAnotherCaseAMarkInFrontAndColumnsMore() throws Exception {
        String turned = HEADER.replace("ESTACION;MAGNITUD", "magnitud;estacion")
                .replace("ANO;MES;DIA", "dia;mes;año")
                .replace("año", "a\u00C3\u00B1o"); // UTF-8, read byte by byte
        String line = SEMICOLON.replace(";4;1;", ";1;4;").replace("2018;11;01", "01;11;2018");
        assertThat(read("\u00EF\u00BB\u00BF" + turned.toLowerCase(Locale.ROOT).replace("\u00E3", "\u00C3")
                        + ";extra\r\n" + line + ";x\r\n"))
                .containsExactly("2 28079004/1 2018-11-01 24 valid 12.0");
        assertThat(read(HEADER.replace(';', ',') + "\n" + SEMICOLON.replace(';', ',') + "\n"))
                .containsExactly("2 28079004/1 2018-11-01 24 valid 12.0");
    }

    @Test
    void a06LinesOfAFileThatHasLostItsHeaderAreStillUnmistakable() throws Exception {
        assertThat(read(SEMICOLON)).containsExactly("1 28079004/1 2018-11-01 24 valid 12.0");
    }

    @Test
    void b01ADamagedFirstLineCostsItselfOnly() throws Exception {
        assertThat(read(FIXED.substring(0, 100) + "\r\n" + FIXED + "\r\n"))
                .containsExactly("1 wrong-length", "2 28079004/1 2011-02-01 24 valid 6.0");
        assertThat(read("\u0000\u0001\u0002\n" + COMMA + "\n"))
                .containsExactly("1 wrong-number-of-columns", "2 28079004/1 2018-11-01 24 valid 12.0");
        assertThat(read("Calidad del aire\n" + HEADER + "\n" + SEMICOLON + "\n"))
                .containsExactly("1 wrong-number-of-columns", "3 28079004/1 2018-11-01 24 valid 12.0");
    }

    @Test
    void b02CutJoinedAndForeignLinesAreRefusedOneByOne() throws Exception {
        assertThat(read(String.join(
                        "\r\n",
                        FIXED,
                        FIXED.substring(0, 163),
                        FIXED + FIXED,
                        FIXED.replaceFirst("04", "\u00C3\u00A94"),
                        FIXED.replaceFirst("0201", "0230"),
                        FIXED.replaceFirst("004", "0 4"),
                        COMMA,
                        "",
                        FIXED)))
                .containsExactly(
                        "1 28079004/1 2011-02-01 24 valid 6.0",
                        "2 wrong-length",
                        "3 wrong-length",
                        "4 wrong-length",
                        "5 impossible-date",
                        "6 not-a-number",
                        "7 other-layout",
                        "9 28079004/1 2011-02-01 24 valid 6.0");
    }

    @Test
    void b03ARefusalSaysWhatIsWrongAndKeepsTheLineAsItStands() throws Exception {
        FeedReader reader = Published.open(HOURLY, FIXED + "\r\n" + COMMA + "\r\n");
        assertThat(reader.next()).isInstanceOf(Reading.class);
        assertThat(reader.next())
                .isInstanceOfSatisfying(
                        Parsed.BadLine.class,
                        bad -> assertThat(bad.notice().reason())
                                .contains("57 columns separated by ','")
                                .contains("164 characters")
                                .contains("take them apart"));
        assertThat(reader.rawText()).isEqualTo(COMMA);
    }

    @Test
    void b04AHeaderInTheMiddleAnnouncesTheLayoutFromThereOn() throws Exception {
        assertThat(read(COMMA + "\n" + HEADER + "\n" + SEMICOLON + "\n" + COMMA + "\n"))
                .containsExactly(
                        "1 28079004/1 2018-11-01 24 valid 12.0",
                        "3 28079004/1 2018-11-01 24 valid 12.0",
                        "4 other-layout");
    }

    @Test
    void b05AFileWithoutOneSoundLineIsAnotherFormat() {
        assertThatThrownBy(() -> read("date;value\n2019-01-01;3\n"))
                .isInstanceOf(NotThisFormatException.class)
                .hasMessageContaining("first 2 lines")
                .hasMessageContaining("expected 'PROVINCIA;MUNICIPIO")
                .hasMessageContaining("found 'date;value'")
                .hasMessageContaining("check that");
        assertThatThrownBy(() -> read("x\n".repeat(50) + COMMA))
                .isInstanceOf(NotThisFormatException.class)
                .hasMessageContaining("first 50 lines");
        assertThatThrownBy(() -> read("\n\n")).hasMessageContaining("it is empty");
    }

    @Test
    void b06AHeaderAloneIsAFileWithoutLines() throws Exception {
        assertThat(read(HEADER + "\n")).isEmpty();
    }

    @Test
    void c01AMendedLineIsReadAgainThroughADocument() throws Exception {
        for (String file : List.of(
                FIXED + "\r\n" + FIXED.substring(0, 150) + "\r\n",
                COMMA + "\n" + COMMA.substring(0, 150) + "\n",
                HEADER + "\n" + SEMICOLON + "\n" + SEMICOLON.substring(0, 150) + "\n")) {
            FeedReader reader = Published.open(HOURLY, file);
            assertThat(reader.next()).isInstanceOf(Reading.class);
            String sound = reader.rawText();
            assertThat(reader.next()).isInstanceOf(Parsed.BadLine.class);
            String cut = reader.rawText();
            assertThat(sound).startsWith(cut);
            assertThat(read(HOURLY.document(reader.head(), List.of(sound, cut, sound))))
                    .extracting(line -> line.substring(2))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("28079004/1"),
                            line -> assertThat(line).startsWith("wrong-"),
                            line -> assertThat(line).startsWith("28079004/1"));
        }
    }

    @Test
    void c02OfTheDaySoFarOnlyTheInvalidZeroSaysNothing() throws Exception {
        String line = COMMA.replaceFirst("00012,V,00012,V,00012,V,00012,V", "00000,V,00000,N,00007,N,000.0,N");
        FeedReader reader = Published.open(new MadridRealtimeFormat(), line);
        Reading reading = (Reading) Objects.requireNonNull(reader.next());
        assertThat(new byte[] {reading.mark(0), reading.mark(1), reading.mark(2), reading.mark(3)})
                .containsExactly(Reading.VALID, Reading.NOTHING, Reading.INVALID, Reading.NOTHING);
    }

    /** What each line of a file gives: its number, and what it says or why it is refused. */
    private static List<String> read(String file) throws Exception {
        List<String> lines = new ArrayList<>();
        Published.each(Published.open(HOURLY, file), (parsed, text) -> lines.add(inWords(parsed)));
        return lines;
    }

    private static String inWords(Parsed parsed) {
        return switch (parsed) {
            case Parsed.BadLine bad -> bad.line() + " " + bad.notice().kind().code();
            case Reading reading -> {
                assertThat(reading.notices().stream().map(Notice::reason)).isEmpty();
                long valid = IntStream.range(0, reading.hours())
                        .filter(i -> reading.mark(i) == Reading.VALID)
                        .count();
                yield reading.line() + " " + reading.station() + "/" + reading.parameter() + " " + reading.day() + " "
                        + valid + " valid " + reading.value(0);
            }
            case Parsed.LeftOut none -> throw new AssertionError(none);
            case StampedReading stamped -> throw new AssertionError(stamped);
        };
    }
}
