package dev.calima.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The shipped months of Madrid, moved to other years, so that there is enough to measure. */
final class Months {

    private static final int YEAR_COLUMN = 5;

    private Months() {}

    /** Writes the sample months {@code years} times, each time some years earlier; returns the folder. */
    static Path multiply(Path samples, Path folder, int years) throws IOException {
        Files.createDirectories(folder);
        List<Path> files;
        try (Stream<Path> list = Files.list(samples)) {
            files = list.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
        for (int back = 0; back < years; back++) {
            for (Path file : files) {
                move(file, folder.resolve(back + "-" + file.getFileName()), back);
            }
        }
        return folder;
    }

    private static void move(Path from, Path to, int yearsBack) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(from)), StandardCharsets.UTF_8));
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(to)), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> columns = new ArrayList<>(List.of(line.split(";", -1)));
                if (!columns.getFirst().equals("PROVINCIA")) {
                    columns.set(YEAR_COLUMN, Integer.toString(Integer.parseInt(columns.get(YEAR_COLUMN)) - yearsBack));
                }
                out.write(String.join(";", columns));
                out.write('\n');
            }
        }
    }
}
