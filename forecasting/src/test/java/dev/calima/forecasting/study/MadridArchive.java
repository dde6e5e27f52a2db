package dev.calima.forecasting.study;

import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Series;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Madrid's hourly files of 2018 (comma layout) as series on the label clock: hour Hn of a day starts at n-1 o'clock,
 * written as if it were UTC. Only values flagged V count.
 */
final class MadridArchive {

    static final Instant START = Instant.parse("2018-01-01T00:00:00Z");
    private static final int HOURS = 365 * 24;

    private MadridArchive() {}

    /** Series by station for one magnitude number, those with less than 20 % of the year missing. */
    static Map<String, Series> read(Path folder, int magnitude) throws IOException {
        Map<String, double[]> values = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".txt.gz"))
                    .sorted()
                    .forEach(file -> readFile(file, magnitude, values));
        }
        Map<String, Series> series = new TreeMap<>();
        values.forEach((station, hours) -> {
            Series one = Series.hourly(START, hours);
            if (one.missingShare() < 0.2) {
                series.put(station, one);
            }
        });
        return series;
    }

    private static void readFile(Path file, int magnitude, Map<String, double[]> values) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                if (cells.length >= 57 && Integer.parseInt(cells[3].strip()) == magnitude) {
                    readRow(cells, values);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static void readRow(String[] cells, Map<String, double[]> values) {
        LocalDate date = LocalDate.of(
                Integer.parseInt(cells[6].strip()),
                Integer.parseInt(cells[7].strip()),
                Integer.parseInt(cells[8].strip()));
        double[] hours = values.computeIfAbsent(cells[2], station -> {
            double[] empty = new double[HOURS];
            Arrays.fill(empty, Double.NaN);
            return empty;
        });
        int first = (date.getDayOfYear() - 1) * 24;
        for (int hour = 0; hour < 24; hour++) {
            if (cells[10 + 2 * hour].strip().equals("V")) {
                hours[first + hour] = Double.parseDouble(cells[9 + 2 * hour].strip());
            }
        }
    }

    /** Madrid's holidays of 2018 on the label clock. */
    static DayTypes dayTypes() {
        Set<LocalDate> holidays = new HashSet<>();
        for (String day : List.of(
                "--01-01", "--01-06", "--03-29", "--03-30", "--05-01", "--05-02", "--05-15", "--08-15", "--10-12",
                "--11-01", "--11-09", "--12-06", "--12-08", "--12-25")) {
            holidays.add(MonthDay.parse(day).atYear(2018));
        }
        return DayTypes.of(ZoneOffset.UTC, holidays);
    }
}
