package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.MergeSummary;
import dev.calima.sql.TestDatabase;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files damaged in every way that is known, each of a year of its own, in one load: what becomes of each is said in one line,
 * counted by hand. Sums add up, what is refused is kept with its line, and nothing is thrown.
 */
class DamagedFilesTest {

    private static final String FEED = "madrid-air-hourly";
    private static final String ALL_TEN = "10 read: 10 new, 0 unchanged, 0 refused; 240 values: 0 refused";
    private static final String ONE_REFUSED = "10 read: 9 new, 0 unchanged, 1 refused; 216 values: 0 refused";
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path home;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> expected = new TreeMap<>();
    private int year = 1980;

    @Test
    void eachDamageHasItsAnswerAndEveryLineIsCounted() throws Exception {
        characters();
        lines();
        cells();
        archives();
        Path folder = Files.createDirectory(home.resolve("in"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        endlessLines(folder);
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, home)) {
            LoadOutcome outcome = platform.get(IngestJob.class).load(FEED, List.of(folder.toString()), false, 1.0);
            Map<String, String> found = new TreeMap<>();
            for (FileOutcome file : outcome.files()) {
                String words = inWords(file);
                String answer = expected.getOrDefault(file.name(), "");
                found.put(file.name(), file.problem() != null && words.startsWith(answer) ? answer : words);
            }
            assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
            assertThat(database.value(
                            "SELECT count(*) FROM calima.rejected_reading WHERE reason = '' OR raw_text = ''"))
                    .as("what is refused has its reason and its line")
                    .isEqualTo("0");
            assertThat(database.value("SELECT count(*) FROM calima.rejected_reading"))
                    .isEqualTo(database.value(
                            "SELECT sum(lines_rejected + cells_rejected)::bigint FROM calima.load_file"));
        }
    }

    private void characters() {
        add("bom.csv", ALL_TEN, bytes("\uFEFF" + text(days())));
        add("utf16le.csv", ALL_TEN, ("\uFEFF" + text(days())).getBytes(StandardCharsets.UTF_16LE));
        add("utf16be.csv", ALL_TEN, ("\uFEFF" + text(days())).getBytes(StandardCharsets.UTF_16BE));
        add("utf16-without-mark.csv", ALL_TEN, text(days()).getBytes(StandardCharsets.UTF_16LE));
        String latin = text(days()).replace("ANO", "AÑO").replace(";x;", ";Peña;");
        add("latin1.csv", ALL_TEN, latin.getBytes(StandardCharsets.ISO_8859_1));
        String windows = text(days()).replace(";x;", ";5 €;");
        add("windows1252.csv", ALL_TEN, windows.getBytes(Charset.forName("windows-1252")));
        add("cr.csv", ALL_TEN, bytes(text(days()).replace("\n", "\r")));
        add("crcrlf.csv", ALL_TEN, bytes(text(days()).replace("\n", "\r\r\n")));
        List<String> mixed = days();
        add(
                "mixed-ends.csv",
                ALL_TEN,
                bytes(HourlyFile.HEADER + "\r" + String.join("\n", mixed.subList(0, 5)) + "\r\n"
                        + String.join("\r", mixed.subList(5, 10))));
        add("blank-lines.csv", ALL_TEN, bytes("\n\n" + text(days()).replace("\n", "\n   \n\n")));
        add("nul.csv", ONE_REFUSED, with(1, line -> "2\0" + line.substring(2)));
        add(
                "right-to-left.csv",
                "10 read: 10 new, 0 unchanged, 0 refused; 240 values: 1 refused",
                with(1, line -> line.replaceFirst("7;V", "\u200F7;V")));
        byte[] garbage = new byte[100_000];
        new Random(1).nextBytes(garbage);
        add("binary.csv", "refused: none of its first", garbage);
        add("empty.csv", "refused: it is empty", new byte[0]);
        add("page.csv", "refused: none of its first 1 lines is one of", bytes("<!DOCTYPE html><h1>503</h1>\n"));
    }

    private void lines() {
        byte[] whole = bytes(text(days()));
        add("cut.csv", ONE_REFUSED, Arrays.copyOf(whole, whole.length - 57));
        add("head-only.csv", "0 read: 0 new, 0 unchanged, 0 refused; 0 values: 0 refused", bytes(HourlyFile.HEADER));
        add("no-head.csv", ALL_TEN, bytes(String.join("\n", days())));
        List<String> parts = days();
        add("two-heads.csv", ALL_TEN, bytes(text(parts.subList(0, 5)) + text(parts.subList(5, 10))));
        add(
                "column-missing.csv",
                "refused: none of its first 11 lines is",
                bytes(text(days()).replaceAll("(?m)^([^;]*;)[^;]*;", "$1")));
        add(
                "columns-swapped.csv",
                ALL_TEN,
                bytes(text(days()).replaceAll("(?m)^([^;]*);([^;]*);([^;]*);([^;]*);", "$4;$3;$1;$2;")));
        add("quoted.csv", ALL_TEN, bytes(text(days()).replaceAll("([^;\n]+)", "\"$1\"")));
        add("blanks.csv", ALL_TEN, bytes(text(days()).replace(";", " ; ").replace("\n", "  \n")));
        add("commas.csv", ALL_TEN, bytes(text(days()).replace(';', ',')));
        add("tabs.csv", "refused: none of its first", bytes(text(days()).replace(';', '\t')));
        add("one-column-more.csv", ONE_REFUSED, with(10, line -> line + ";"));
        add("joined.csv", "9 read: 8 new, 0 unchanged, 1 refused; 192 values: 0 refused", bytes(joined(text(days()))));
        add("station.csv", ONE_REFUSED, with(1, line -> line.replace("28;079;4;", "28;079;777;")));
        add("magnitude.csv", ONE_REFUSED, with(1, line -> line.replace(";4;8;", ";4;99;")));
        add("february31.csv", ONE_REFUSED, with(1, line -> line.replace(";01;01;", ";02;31;")));
        add("month13.csv", ONE_REFUSED, with(1, line -> line.replace(";01;01;", ";13;01;")));
        add("year1970.csv", ONE_REFUSED, with(1, line -> line.replaceFirst(";\\d{4};", ";1970;")));
        add("year2091.csv", ONE_REFUSED, with(1, line -> line.replaceFirst(";\\d{4};", ";2091;")));
        List<String> twice = days();
        add(
                "twice.csv",
                "11 read: 10 new, 1 unchanged, 0 refused; 264 values: 0 refused",
                bytes(text(twice) + twice.getFirst() + "\n"));
        List<String> against = days();
        add(
                "against-itself.csv",
                "11 read: 11 new, 0 unchanged, 0 refused; 264 values: 1 refused",
                bytes(text(against) + against.getFirst().replaceFirst("7;V", "8;V") + "\n"));
    }

    /** One line whose hours are the cells: some that are good, and some that are refused one by one. */
    private void cells() {
        days();
        List<String> cells = List.of(
                "-5;V",
                "7.;V",
                ".5;V",
                " 7 ;V",
                "-99;V",
                ";N",
                "7,5;V",
                "1e3;V",
                "NaN;V",
                "Inf;V",
                "0x1p3;V",
                "1.2.3;V",
                "--7;V",
                "-;V",
                ";V",
                "abc;N",
                "7;v",
                "7;",
                "7;VV",
                "7;X",
                "99999999999999999999;V",
                "999999999999;V",
                "1/2;V",
                "7€;V");
        add(
                "cells.csv",
                "1 read: 1 new, 0 unchanged, 0 refused; 23 values: 18 refused",
                bytes(text(List.of(day(1, hour -> cells.get(hour - 1))))));
    }

    private void archives() throws IOException {
        byte[] packed = gzip(bytes(text(days())));
        add("cut.csv.gz", "refused: it is damaged", Arrays.copyOf(packed, packed.length - 20));
        byte[] sum = packed.clone();
        sum[sum.length - 6] ^= 1;
        add("checksum.csv.gz", "refused: it is damaged", sum);
        add("bomb.csv.gz", "refused: it unpacks to more than", gzip(new byte[30 * MEGABYTE]));
        byte[] zip = zip("good.csv", bytes(text(days())));
        files.put("good.zip", zip);
        expected.put("good.zip!good.csv", ALL_TEN);
        add("cut.zip", "refused: its table of contents is damaged", Arrays.copyOf(zip, zip.length - 30));
        files.put("nested.zip", zip("inner.zip", zip));
        expected.put("nested.zip!inner.zip", "refused: it is packed within the archive once more");
        files.put("slip.zip", zip("../../evil.csv", bytes(text(days()))));
        expected.put("slip.zip!../../evil.csv", "refused: its name in the archive leads outside of it");
        add("sheet.xlsx", "refused: it is a document of an office", zip("[Content_Types].xml", bytes("<Types/>")));
    }

    /** Lines that must not be held in memory: 100 MiB in one, many of half a MiB, two million columns. */
    private void endlessLines(Path folder) throws IOException {
        byte[] block = new byte[MEGABYTE];
        Arrays.fill(block, (byte) 'x');
        List<String> days = days();
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve("endless.csv")), MEGABYTE)) {
            out.write(bytes(text(days.subList(0, 5))));
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
            out.write('\n');
            for (int i = 0; i < 40; i++) {
                out.write(block, 0, MEGABYTE / 2);
                out.write('\n');
            }
            Arrays.fill(block, (byte) ';');
            out.write(block);
            out.write(block);
            out.write('\n');
            out.write(bytes(String.join("\n", days.subList(5, 10))));
        }
        expected.put("endless.csv", "52 read: 10 new, 0 unchanged, 42 refused; 240 values: 0 refused");
    }

    private static String inWords(FileOutcome file) {
        LineSum lines = file.lines();
        MergeSummary merged = file.merged();
        assertThat(lines.read())
                .as(file.name())
                .isEqualTo(lines.loaded() + lines.revised() + lines.unchanged() + lines.rejected() + lines.ignored());
        assertThat(file.valuesRead())
                .as(file.name())
                .isEqualTo(merged.valuesInserted()
                        + merged.valuesRevised()
                        + merged.valuesUnchanged()
                        + file.cellsRejected());
        return file.problem() == null
                ? String.format(
                        Locale.ROOT,
                        "%d read: %d new, %d unchanged, %d refused; %d values: %d refused",
                        lines.read(),
                        lines.loaded(),
                        lines.unchanged(),
                        lines.rejected(),
                        file.valuesRead(),
                        file.cellsRejected())
                : "refused: " + file.problem();
    }

    private void add(String name, String answer, byte[] content) {
        files.put(name, content);
        expected.put(name, answer);
    }

    /** Ten days in January of the next year, each of 24 hours. */
    private List<String> days() {
        year++;
        return IntStream.rangeClosed(1, 10)
                .mapToObj(day -> day(day, hour -> "7;V"))
                .toList();
    }

    private String day(int day, IntFunction<String> cell) {
        return String.format(Locale.ROOT, "28;079;4;8;x;%d;01;%02d;", year, day)
                + IntStream.rangeClosed(1, 24).mapToObj(cell).collect(Collectors.joining(";"));
    }

    /** Ten days of which one line is changed. */
    private byte[] with(int line, UnaryOperator<String> change) {
        List<String> days = new ArrayList<>(days());
        days.set(line - 1, change.apply(days.get(line - 1)));
        return bytes(text(days));
    }

    /** The first two lines with data become one. */
    private static String joined(String text) {
        int second = text.indexOf('\n', text.indexOf('\n') + 1);
        return text.substring(0, second) + text.substring(second + 1);
    }

    private static String text(List<String> lines) {
        return HourlyFile.HEADER + "\n" + String.join("\n", lines) + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return packed.toByteArray();
    }
}
