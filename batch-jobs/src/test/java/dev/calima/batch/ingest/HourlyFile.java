package dev.calima.batch.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Writes files in Madrid's hourly layout, line by line. */
final class HourlyFile {

    static final String HEADER = "PROVINCIA;MUNICIPIO;ESTACION;MAGNITUD;PUNTO_MUESTREO;ANO;MES;DIA;"
            + IntStream.rangeClosed(1, 24)
                    .mapToObj(hour -> String.format(Locale.ROOT, "H%02d;V%02d", hour, hour))
                    .collect(Collectors.joining(";"));

    private final List<String> lines = new ArrayList<>(List.of(HEADER));

    /** A line of NO2 at station 4 in which hour n has the value 100 + n. */
    HourlyFile day(int year, int month, int day) {
        return day(4, 8, year, month, day, hour -> (100 + hour) + ";V");
    }

    /** @param cell value and flag of an hour from 1 to 24 */
    HourlyFile day(int station, int magnitude, int year, int month, int day, IntFunction<String> cell) {
        return line(String.format(
                        Locale.ROOT,
                        "28;079;%d;%d;28079%03d_%d_8;%d;%02d;%02d;",
                        station,
                        magnitude,
                        station,
                        magnitude,
                        year,
                        month,
                        day)
                + IntStream.rangeClosed(1, 24).mapToObj(cell).collect(Collectors.joining(";")));
    }

    HourlyFile line(String line) {
        lines.add(line);
        return this;
    }

    Path write(Path file) throws IOException {
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    Path writeGzip(Path file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
