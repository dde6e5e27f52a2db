package dev.calima.bench.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The competition's own tables: one line for each series, its name and then its values, empty cells behind them. */
final class M4Set {

    private M4Set() {}

    /** Values by series; a file is taken packed ({@code .gz}) or not. */
    static Map<String, double[]> read(Path file) throws IOException {
        boolean packed = !Files.exists(file);
        Path path = packed ? file.resolveSibling(file.getFileName() + ".gz") : file;
        Map<String, double[]> all = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                packed ? new GZIPInputStream(Files.newInputStream(path)) : Files.newInputStream(path),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.replace("\"", "").split(",", -1);
                if (cells[0].matches("V1|id|")) {
                    continue;
                }
                List<Double> values = new ArrayList<>();
                for (int i = 1; i < cells.length; i++) {
                    if (!cells[i].isEmpty() && !cells[i].equals("NA")) {
                        values.add(Double.valueOf(cells[i]));
                    }
                }
                all.put(
                        cells[0],
                        values.stream().mapToDouble(Double::doubleValue).toArray());
            }
        }
        return all;
    }
}
