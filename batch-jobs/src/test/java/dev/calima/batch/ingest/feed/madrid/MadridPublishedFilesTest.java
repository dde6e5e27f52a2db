package dev.calima.batch.ingest.feed.madrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.calima.batch.ingest.Reading;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every file of Madrid's in the development data, against figures that others counted. */
class MadridPublishedFilesTest {

    private static final MadridHourlyFormat HOURLY = new MadridHourlyFormat();
    private static final MadridRealtimeFormat REALTIME = new MadridRealtimeFormat();
    private static final Path COMMA = Published.DEVELOPMENT_DATA.resolve("madrid-air-hourly/comma-txt/2018");
    private static final Path SEMICOLON = Published.DEVELOPMENT_DATA.resolve("madrid-air-hourly/semicolon-csv/2018");

    @Test
    void everyFileHasTheValidAndTheOtherCellsThatOthersCounted() throws Exception {
        assumeTrue(Files.isDirectory(Published.DEVELOPMENT_DATA), "the development data are not here");
        List<String> counted = new ArrayList<>();
        List<String> expected = expected();
        for (String line : expected) {
            String file = line.split(",")[0];
            int[] cells = new int[3];
            Published.each(HOURLY, Published.DEVELOPMENT_DATA.resolve(file), (parsed, text) -> {
                Reading reading = (Reading) parsed;
                assertThat(reading.notices()).as(text).isEmpty();
                cells[0]++;
                for (int i = 0; i < reading.hours(); i++) {
                    cells[reading.mark(i)]++; // VALID is 1, INVALID is 2
                }
            });
            // the first place counts lines, and no cell says NOTHING
            counted.add(file + "," + cells[0] + "," + cells[Reading.VALID] + "," + cells[Reading.INVALID]);
        }
        assertThat(counted).isEqualTo(expected).hasSize(47);
    }

    @Test
    void inAFileOfTheDaySoFarAnInvalidZeroSaysNothing() throws Exception {
        assumeTrue(Files.isDirectory(Published.DEVELOPMENT_DATA), "the development data are not here");
        int[] marks = new int[3];
        int[] zeros = new int[1];
        Published.each(
                REALTIME,
                Published.DEVELOPMENT_DATA.resolve("madrid-air-realtime/2019-03-02T15/horario.csv"),
                (parsed, text) -> {
                    Reading reading = (Reading) parsed;
                    for (int i = 0; i < reading.hours(); i++) {
                        marks[reading.mark(i)]++;
                    }
                    zeros[0] += text.split("(?<=;)0*\\.?0*;N", -1).length - 1;
                });
        assertThat(marks[Reading.VALID]).isEqualTo(2258);
        assertThat(marks[Reading.NOTHING]).isEqualTo(zeros[0]).isEqualTo(9 * 151);
        assertThat(marks[Reading.NOTHING] + marks[Reading.INVALID]).isEqualTo(1366);
    }

    @Test
    void whatTheCommaFilesSayTheSemicolonFilesSayToo() throws Exception {
        assumeTrue(Files.isDirectory(COMMA), "the development data are not here");
        for (String month : List.of("mar", "nov")) { // with the spring change, and with the most invalid cells
            Map<String, Double> comma = cells(COMMA.resolve(month + "_mo18.txt.gz"));
            Map<String, Double> semicolon = cells(SEMICOLON.resolve(month + "_mo18.csv.gz"));
            List<String> differing = new ArrayList<>();
            semicolon.forEach((key, value) -> {
                double rounded = key.contains("/14/") ? Math.floor(value + 0.5) : value;
                if (!Objects.equals(comma.get(key), rounded)) {
                    differing.add(key + ": " + comma.get(key) + " " + value);
                }
            });
            assertThat(differing).isEmpty();
            comma.keySet().removeAll(semicolon.keySet());
            assertThat(comma.keySet())
                    .as("the two series that only the comma files have")
                    .isNotEmpty()
                    .allMatch(key -> key.startsWith("28079056/9/") || key.startsWith("28079056/10/"));
        }
    }

    /** Station, magnitude, day and hour, and the value, of every valid cell. */
    private static Map<String, Double> cells(Path file) throws Exception {
        Map<String, Double> cells = new HashMap<>();
        Published.each(HOURLY, file, (parsed, text) -> {
            Reading reading = (Reading) parsed;
            for (int i = 0; i < reading.hours(); i++) {
                if (reading.mark(i) == Reading.VALID) {
                    cells.put(
                            reading.station() + "/" + reading.parameter() + "/" + reading.day() + "/" + i,
                            reading.value(i));
                }
            }
        });
        return cells;
    }

    private static List<String> expected() throws Exception {
        try (InputStream in = Objects.requireNonNull(
                MadridPublishedFilesTest.class.getResourceAsStream("/published/madrid-files.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }
}
