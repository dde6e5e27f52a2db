package dev.calima.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The shipped months of Madrid as plain csv, moved to earlier years and, when those do not suffice, to further stations, so
 * that there is enough to measure: real days, replayed.
 */
public final class Months {

    /** Years back from the samples' own that stay within what a load believes. */
    private static final int MOST_YEARS = 36;

    /** Station numbers have three digits, and the network's own end before 100. */
    private static final int MOST_CITIES = 10;

    private static final int STATION_STEP = 100;
    private static final int STATION_COLUMN = 2;
    private static final int SERIES_COLUMN = 4;
    private static final int YEAR_COLUMN = 5;
    private static final int FIRST_HOUR_COLUMN = 8;
    /** H03: in a year to which a day is moved the spring change may leave it out, and a load refuses it. */
    private static final int SPRING_COLUMN = FIRST_HOUR_COLUMN + 2 * 2;

    private static final Pattern STATION = Pattern.compile("code: \"28079(\\d{3})\"");

    private Months() {}

    /** What was written: the files, and how many hours stand in them. */
    public record Written(Path folder, long hours) {}

    /** Writes the months, not all when fewer do, again and again until they hold about {@code values} hours. */
    public static Written multiply(Path samples, Path folder, long values) throws IOException {
        Files.createDirectories(folder);
        List<List<String[]>> months = new ArrayList<>();
        long hours = 0;
        for (Path file : samples(samples)) {
            if (hours < values) {
                List<String[]> month = lines(file);
                hours += (month.size() - 1) * 24L;
                months.add(month);
            }
        }
        long copies = Math.max(1, Math.round((double) values / hours));
        if (copies > MOST_YEARS * MOST_CITIES) {
            throw new IllegalArgumentException("at most " + hours * MOST_YEARS * MOST_CITIES + " values can be made");
        }
        for (int copy = 0; copy < copies; copy++) {
            int city = copy / MOST_YEARS;
            int back = copy % MOST_YEARS;
            for (int month = 0; month < months.size(); month++) {
                Path to = folder.resolve(String.format(Locale.ROOT, "%d-%02d-%d.csv", city, MOST_YEARS - back, month));
                write(months.get(month), to, city, back);
            }
        }
        return new Written(folder, hours * copies);
    }

    /** The configuration, with as many further cities' stations as {@link #multiply} may use. */
    public static Path config(Path jobsConfig, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(jobsConfig)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                Path copy = folder.resolve(jobsConfig.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path network = folder.resolve("networks").resolve("madrid.yaml");
        StringBuilder more = new StringBuilder(Files.readString(network).stripTrailing()).append('\n');
        for (String line : Files.readAllLines(network)) {
            Matcher station = STATION.matcher(line);
            if (station.find() && Integer.parseInt(station.group(1)) < STATION_STEP) {
                for (int city = 1; city < MOST_CITIES; city++) {
                    int number = Integer.parseInt(station.group(1)) + city * STATION_STEP;
                    more.append(line, 0, station.start(1))
                            .append(String.format(Locale.ROOT, "%03d", number))
                            .append(line, station.end(1), line.length())
                            .append('\n');
                }
            }
        }
        Files.writeString(network, withoutTwins(more.toString()));
        return folder;
    }

    /** The network's weather stations have numbers from 102 on: one of a made city gives way to them. */
    private static String withoutTwins(String network) {
        StringBuilder kept = new StringBuilder();
        java.util.Set<String> seen = new java.util.HashSet<>();
        for (String line : network.split("\n")) {
            Matcher station = STATION.matcher(line);
            if (!station.find() || seen.add(station.group(1))) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    /**
     * Writes every file once more with a share of its valid hours corrected by one unit.
     *
     * @return how many hours were corrected
     */
    public static long correct(Path from, Path to, double share, long seed) throws IOException {
        Files.createDirectories(to);
        SplittableRandom random = new SplittableRandom(seed);
        long corrected = 0;
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.sorted().toList()) {
                try (BufferedReader in = Files.newBufferedReader(file);
                        BufferedWriter out = Files.newBufferedWriter(to.resolve(file.getFileName()))) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        String[] columns = line.split(";", -1);
                        if (!columns[0].equals("PROVINCIA")) {
                            for (int hour = FIRST_HOUR_COLUMN; hour < columns.length; hour += 2) {
                                if (hour != SPRING_COLUMN
                                        && columns[hour + 1].equals("V")
                                        && random.nextDouble() < share) {
                                    // a whole unit, so that it is no matter of rounding
                                    columns[hour] = new BigDecimal(columns[hour])
                                            .add(BigDecimal.ONE)
                                            .toPlainString();
                                    corrected++;
                                }
                            }
                        }
                        out.write(String.join(";", columns));
                        out.write('\n');
                    }
                }
            }
        }
        return corrected;
    }

    private static List<Path> samples(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> file.getFileName().toString().matches("\\w+_mo\\d\\d\\.csv\\.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String[]> lines(Path file) throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line.split(";", -1));
            }
        }
        return lines;
    }

    private static void write(List<String[]> month, Path to, int city, int yearsBack) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(to)) {
            for (String[] line : month) {
                String[] columns = line.clone();
                if (!columns[0].equals("PROVINCIA")) {
                    int station = Integer.parseInt(columns[STATION_COLUMN]) + city * STATION_STEP;
                    columns[STATION_COLUMN] = Integer.toString(station);
                    columns[SERIES_COLUMN] =
                            String.format(Locale.ROOT, "28079%03d", station) + columns[SERIES_COLUMN].substring(8);
                    columns[YEAR_COLUMN] = Integer.toString(Integer.parseInt(columns[YEAR_COLUMN]) - yearsBack);
                }
                out.write(String.join(";", columns));
                out.write('\n');
            }
        }
    }
}
