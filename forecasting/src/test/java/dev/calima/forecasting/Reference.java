package dev.calima.forecasting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Reads the small files under src/test/resources; lines that start with # say where the numbers are from. */
public final class Reference {

    private Reference() {}

    /** The cells of a reference file. */
    public static List<List<String>> rows(String file) {
        return lines("/reference/" + file, false).stream()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    /** Real hours of nitrogen dioxide in Madrid, NaN where the publisher gives no valid value. */
    public static Series madridNo2(String station) {
        List<String> lines = lines("/madrid-no2-" + station + "-2018.csv.gz", true);
        List<String> data = lines.subList(1, lines.size());
        Instant start = Instant.parse(minutes(data.getFirst()));
        Instant last = Instant.parse(minutes(data.getLast()));
        double[] values = new double[(int) ((last.getEpochSecond() - start.getEpochSecond()) / 3600) + 1];
        Arrays.fill(values, Double.NaN);
        for (String line : data) {
            long second = Instant.parse(minutes(line)).getEpochSecond();
            values[(int) ((second - start.getEpochSecond()) / 3600)] =
                    Double.parseDouble(line.substring(line.indexOf(',') + 1));
        }
        return Series.hourly(start, values);
    }

    private static String minutes(String line) {
        return line.substring(0, line.indexOf(',')).replace("Z", ":00Z");
    }

    private static List<String> lines(String resource, boolean zipped) {
        try (InputStream raw = Objects.requireNonNull(Reference.class.getResourceAsStream(resource), resource);
                InputStream bytes = zipped ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
