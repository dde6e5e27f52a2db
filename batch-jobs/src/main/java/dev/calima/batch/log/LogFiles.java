package dev.calima.batch.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds lines again, in the files of all processes that wrote in a folder. Thread-safe. */
public final class LogFiles {

    /** Ours only: the current ones and those that were turned over. */
    private static final Pattern OURS = Pattern.compile(
            "(" + LogFile.NAME + "(-\\d+)?|calima)\\" + LogFile.ENDING + "(\\.\\d{4}-\\d{2}-\\d{2}\\.\\d+\\.gz)?");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    public LogFiles(Path folder) {
        this.folder = folder;
    }

    /** The newest lines that a filter takes, at most {@code most}, the oldest of them first. */
    public List<JsonNode> find(LogFilter filter, int most) throws IOException {
        PriorityQueue<JsonNode> newest = new PriorityQueue<>(Comparator.comparing(LogFilter::time));
        for (Path file : files(filter)) {
            try (BufferedReader lines = open(file)) {
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    @Nullable JsonNode line = parse(text);
                    if (line != null && filter.takes(line)) {
                        newest.add(line);
                        if (newest.size() > most) {
                            newest.remove();
                        }
                    }
                }
            } catch (NoSuchFileException e) {
                // turned over or removed since the folder was listed
            }
        }
        List<JsonNode> sorted = new ArrayList<>(newest);
        sorted.sort(Comparator.comparing(LogFilter::time));
        return sorted;
    }

    private List<Path> files(LogFilter filter) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (OURS.matcher(file.getFileName().toString()).matches()
                        && (filter.since() == null
                                || !Files.getLastModifiedTime(file).toInstant().isBefore(filter.since()))) {
                    files.add(file);
                }
            }
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            return new BufferedReader(new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** A line that is being written just now is not whole yet. */
    private static @Nullable JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
