package dev.calima.bench.kill;

import dev.calima.bench.Months;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The published half-year of some stations: most of it in one file, and then a file for each day. */
final class ChainFiles {

    /** Days that have a file of their own. */
    static final int DAYS = 60;

    private static final long HALF_YEAR = 28_000L * 24;
    private static final int STATION = 2;
    private static final int YEAR = 5;

    private final List<Path> files;

    private ChainFiles(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** The first is to be loaded first; then the days. */
    List<Path> files() {
        return files;
    }

    /** @param stations their numbers in the files */
    static ChainFiles write(Scene scene, Set<String> stations) throws IOException {
        Path months = scene.folder("chain-months");
        Months.multiply(scene.samples(), months, HALF_YEAR);
        TreeMap<LocalDate, List<String>> days = new TreeMap<>();
        String head = "";
        try (Stream<Path> list = Files.list(months)) {
            for (Path month : list.toList()) {
                for (String line : Files.readAllLines(month)) {
                    String[] columns = line.split(";", -1);
                    if (columns[0].equals("PROVINCIA")) {
                        head = line;
                    } else if (stations.contains(columns[STATION].replaceFirst("^0+", ""))) {
                        LocalDate day = LocalDate.of(
                                Integer.parseInt(columns[YEAR]),
                                Integer.parseInt(columns[YEAR + 1]),
                                Integer.parseInt(columns[YEAR + 2]));
                        days.computeIfAbsent(day, _ -> new ArrayList<>()).add(line);
                    }
                }
            }
        }
        List<Path> files = new ArrayList<>();
        List<String> first = new ArrayList<>(List.of(head));
        List<LocalDate> all = List.copyOf(days.keySet());
        for (LocalDate day : all.subList(0, all.size() - DAYS)) {
            first.addAll(days.get(day));
        }
        files.add(Files.write(scene.folder("chain-first.csv"), first));
        for (LocalDate day : all.subList(all.size() - DAYS, all.size())) {
            List<String> text = new ArrayList<>(List.of(head));
            text.addAll(days.get(day));
            files.add(Files.write(scene.folder("chain-" + day + ".csv"), text));
        }
        return new ChainFiles(files);
    }
}
