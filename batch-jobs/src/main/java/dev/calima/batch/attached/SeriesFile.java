package dev.calima.batch.attached;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Attached series in one of two notations of the same rows.
 *
 * <p>CSV: UTF-8, a head line, cells between commas without quotes. JSON: an array of objects. The columns (keys) are
 * {@code time}, the begin of an hour as ISO 8601 with an offset; {@code value}, a number or nothing; {@code series}, a name,
 * when there are several; and any others are covariates, numbers or nothing. Rows may stand in any order, hours without a
 * row are missing, and rows after the last value tell what is known ahead.
 */
public final class SeriesFile {

    private SeriesFile() {}

    /**
     * Reads CSV.
     *
     * @param file its name, for messages
     * @param in its bytes; the caller closes the stream and bounds its length
     * @throws SeriesFileException listing what is wrong and where
     */
    public static List<AttachedSeries> csv(String file, InputStream in) throws IOException, SeriesFileException {
        SeriesRows rows = new SeriesRows(file);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        @Nullable String head = reader.readLine();
        List<String> names = head == null ? List.of() : cells(head.replace("\uFEFF", ""));
        rows.head(names);
        int number = 1;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            List<String> cells = cells(line);
            if (cells.size() == names.size()) {
                rows.row("line " + number, cells);
            } else {
                rows.problem("line " + number + ": " + cells.size() + " cells, but the head has " + names.size());
            }
        }
        return rows.finish();
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    /**
     * Reads JSON.
     *
     * @param file its name, for messages
     * @param in its bytes; the caller closes the stream and bounds its length
     * @throws SeriesFileException listing what is wrong and where
     */
    public static List<AttachedSeries> json(String file, InputStream in) throws SeriesFileException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(in);
        } catch (JacksonException e) {
            throw new SeriesFileException(file, List.of("it is no JSON: " + e.getOriginalMessage()));
        }
        if (!root.isArray()) {
            throw new SeriesFileException(file, List.of("it must be an array of objects with 'time' and 'value'"));
        }
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode row : root) {
            for (Map.Entry<String, JsonNode> property : row.properties()) {
                names.add(property.getKey());
            }
        }
        SeriesRows rows = new SeriesRows(file);
        List<String> columns = List.copyOf(names);
        rows.head(columns);
        int number = 0;
        for (JsonNode row : root) {
            number++;
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                @Nullable JsonNode cell = row.get(column);
                cells.add(cell == null || cell.isNull() ? "" : cell.asString(cell.toString()));
            }
            rows.row("element " + number, cells);
        }
        return rows.finish();
    }

    /** Reads CSV or JSON, as the name of the file ends. */
    public static List<AttachedSeries> read(String file, InputStream in) throws SeriesFileException {
        try {
            return file.endsWith(".json") ? json(file, in) : csv(file, in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
