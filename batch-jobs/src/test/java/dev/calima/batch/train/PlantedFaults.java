package dev.calima.batch.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Published months of Madrid, twice: with faults that a test plants into them, and with the same hours taken out. */
final class PlantedFaults {

    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final int FIRST_CELL = 8;
    private static final int HOURS = 24;
    private static final int APART = 12;

    /** A value of a line. Hour 1 to 24. */
    record Cell(Line line, int hour) {

        /** Station, magnitude and UTC begin of the hour, as in {@code '28079004 8 2019-01-01T00:00:00Z'}. */
        String key() {
            return line.series + " " + line.day.atTime(hour - 1, 0).atZone(ZONE).toInstant();
        }
    }

    /** A line with faults and without. */
    static final class Line {

        private final String series;
        private final LocalDate day;
        private final String[] faulty;
        private final String[] without;

        private Line(String text) {
            faulty = text.split(";", -1);
            without = faulty.clone();
            series = "28079" + "0".repeat(3 - faulty[2].length()) + faulty[2] + " " + faulty[3];
            day = LocalDate.of(number(5), number(6), number(7));
        }

        private int number(int column) {
            return Integer.parseInt(faulty[column]);
        }

        private boolean isValid(int hour) {
            return hour >= 1 && hour <= HOURS && faulty[flag(hour)].equals("V");
        }

        double value(int hour) {
            return Double.parseDouble(faulty[flag(hour) - 1]);
        }

        private static int flag(int hour) {
            return FIRST_CELL + 2 * hour - 1;
        }

        /** The same line with another day, or with other values, as text. */
        String text(LocalDate on, String cells) {
            List<String> columns = new ArrayList<>(List.of(without).subList(0, FIRST_CELL));
            columns.set(5, String.valueOf(on.getYear()));
            columns.set(6, String.valueOf(on.getMonthValue()));
            columns.set(7, String.valueOf(on.getDayOfMonth()));
            columns.addAll(Collections.nCopies(HOURS, cells));
            return String.join(";", columns);
        }

        String text() {
            return String.join(";", without);
        }
    }

    private final Map<String, List<Line>> files = new LinkedHashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, List<Line>> series = new HashMap<>();
    private final List<Cell> candidates = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, List<String>> extra = new HashMap<>();

    /** What must become of each planted hour: the rule that flags it, or the kind of notice that refuses it. */
    final Map<String, String> expected = new LinkedHashMap<>();

    PlantedFaults(Path samples, List<String> names, long seed) throws IOException {
        for (String name : names) {
            List<Line> lines = new ArrayList<>();
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(samples.resolve(name))), StandardCharsets.UTF_8))) {
                headers.put(name, reader.readLine());
                reader.lines().map(Line::new).forEach(lines::add);
            }
            files.put(name, lines);
            for (Line line : lines) {
                series.computeIfAbsent(line.series, key -> new ArrayList<>()).add(line);
                for (int hour = 3; hour <= HOURS - 2; hour++) {
                    if (line.isValid(hour - 1) && line.isValid(hour) && line.isValid(hour + 1)) {
                        candidates.add(new Cell(line, hour));
                    }
                }
            }
        }
        Collections.shuffle(candidates, new Random(seed));
    }

    /** A valid hour between two others, far from every planted one. */
    Cell next(Set<Integer> magnitudes) {
        for (int i = 0; i < candidates.size(); i++) {
            Cell cell = candidates.get(i);
            if ((magnitudes.isEmpty() || magnitudes.contains(cell.line.number(3))) && isFree(cell)) {
                candidates.remove(i);
                return cell;
            }
        }
        throw new IllegalStateException("no hour left");
    }

    private boolean isFree(Cell cell) {
        return !taken.contains(cell.line.series)
                && !taken.contains(cell.line.series + at(cell) / APART)
                && !taken.contains(cell.line.series + (at(cell) / APART - 1))
                && !taken.contains(cell.line.series + (at(cell) / APART + 1));
    }

    private static long at(Cell cell) {
        return cell.line.day.toEpochDay() * HOURS + cell.hour;
    }

    /** Puts a text in place of the hour's value. */
    void plant(Cell cell, String text, String code) {
        cell.line.faulty[Line.flag(cell.hour) - 1] = text;
        cell.line.without[Line.flag(cell.hour) - 1] = "0";
        cell.line.without[Line.flag(cell.hour)] = "N";
        taken.add(cell.line.series + at(cell) / APART);
        expected.put(cell.key(), code);
    }

    /** From now on no fault is planted into a series. */
    void leaveAlone(String of) {
        taken.add(of);
    }

    /** So many valid hours of a series one after the other, from the start of a day on. From now on no other fault is planted there. */
    List<Cell> stretch(String of, LocalDate from, int hours) {
        leaveAlone(of);
        List<Cell> cells = new ArrayList<>();
        List<Line> lines = new ArrayList<>(series.getOrDefault(of, List.of()));
        lines.sort((a, b) -> a.day.compareTo(b.day));
        for (Line line : lines) {
            for (int hour = 1; hour <= HOURS && !line.day.isBefore(from) && cells.size() < hours; hour++) {
                if (line.isValid(hour)) {
                    cells.add(new Cell(line, hour));
                }
            }
        }
        return cells;
    }

    /** Adds lines at the end of a file. */
    void add(String file, List<String> lines) {
        extra.computeIfAbsent(file, key -> new ArrayList<>()).addAll(lines);
    }

    /** Some line. */
    Line line(String of, LocalDate day) {
        return series.getOrDefault(of, List.of()).stream()
                .filter(line -> line.day.equals(day))
                .findFirst()
                .orElseThrow();
    }

    /** Writes the files; with the faults, or with their hours taken out. */
    List<String> write(Path folder, boolean faulty) throws IOException {
        Files.createDirectories(folder);
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, List<Line>> file : files.entrySet()) {
            StringBuilder text = new StringBuilder(headers.get(file.getKey())).append('\n');
            for (Line line : file.getValue()) {
                text.append(String.join(";", faulty ? line.faulty : line.without))
                        .append('\n');
            }
            if (faulty) {
                extra.getOrDefault(file.getKey(), List.of())
                        .forEach(line -> text.append(line).append('\n'));
            }
            written.add(Files.writeString(folder.resolve(file.getKey().replace(".gz", "")), text)
                    .toString());
        }
        return written;
    }
}
