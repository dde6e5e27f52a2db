package dev.calima.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A month as the publisher wrote it, read here on its own so that the tests do not believe the code they test. One line
 * is a station, a magnitude and a day; H01 is the hour from 00:00 to 01:00 in Madrid, and a value counts when V follows.
 */
final class PublishedMonth {

    static final String NO2 = "8";

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final int FIRST_HOUR_COLUMN = 8;

    private final List<String[]> lines;

    private PublishedMonth(List<String[]> lines) {
        this.lines = lines;
    }

    /** One hour of a file. */
    record Cell(float published, boolean valid) {}

    static PublishedMonth read(String name) throws IOException {
        Path file = Demo.CONFIG.resolve("samples/madrid-air-hourly").resolve(name);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return new PublishedMonth(
                    reader.lines().skip(1).map(line -> line.split(";")).toList());
        }
    }

    /** Hours of a station's magnitude by their start; without the hour that the spring clock change leaves out. */
    SortedMap<Instant, Cell> hours(String station, String magnitude) {
        SortedMap<Instant, Cell> hours = new TreeMap<>();
        for (String[] line : lines) {
            if (station(line).equals(station) && line[3].equals(magnitude)) {
                putDay(hours, line);
            }
        }
        return hours;
    }

    /** The last valid value of a station, and the start of its hour. */
    record Last(Instant start, float value) {}

    /** The last valid hour of each station that has the magnitude, by station. */
    SortedMap<String, Last> lastValid(String magnitude) {
        SortedMap<String, Last> last = new TreeMap<>();
        lines.stream()
                .filter(line -> line[3].equals(magnitude))
                .map(PublishedMonth::station)
                .distinct()
                .forEach(station -> hours(station, magnitude).forEach((start, cell) -> {
                    if (cell.valid()) {
                        last.put(station, new Last(start, cell.published()));
                    }
                }));
        return last;
    }

    private static String station(String[] line) {
        return line[0] + line[1] + "0".repeat(3 - line[2].length()) + line[2];
    }

    private static void putDay(SortedMap<Instant, Cell> hours, String[] line) {
        LocalDate day = LocalDate.of(Integer.parseInt(line[5]), Integer.parseInt(line[6]), Integer.parseInt(line[7]));
        for (int hour = 0; hour < Duration.ofDays(1).toHours(); hour++) {
            LocalDateTime start = day.atTime(hour, 0);
            if (!MADRID.getRules().getValidOffsets(start).isEmpty()) {
                int column = FIRST_HOUR_COLUMN + 2 * hour;
                hours.put(
                        start.atZone(MADRID).toInstant(),
                        new Cell(Float.parseFloat(line[column]), line[column + 1].equals("V")));
            }
        }
    }
}
