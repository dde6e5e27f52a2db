package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** From what a person types (files, folders, globs) to files. */
public final class FileFinder {

    private FileFinder() {}

    /**
     * The files meant, each once, in the order typed and by name within a folder or glob. Folders are searched with
     * everything below them; hidden files are left out.
     *
     * @throws NothingFoundException when a path leads nowhere; the message says which and what to do
     */
    public static List<Path> find(List<String> paths) throws IOException, NothingFoundException {
        Set<Path> files = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (String path : paths) {
            List<Path> found = findOne(path);
            if (found.isEmpty()) {
                problems.add(problem(path));
            }
            found.forEach(file -> files.add(file.toAbsolutePath().normalize()));
        }
        if (!problems.isEmpty()) {
            throw new NothingFoundException(String.join(System.lineSeparator(), problems));
        }
        return List.copyOf(files);
    }

    private static List<Path> findOne(String text) throws IOException {
        if (hasWildcard(text) && !Files.exists(Path.of(text))) {
            return glob(text);
        }
        Path path = Path.of(text);
        if (Files.isDirectory(path)) {
            return below(path);
        }
        return Files.isRegularFile(path) ? List.of(path) : List.of();
    }

    private static List<Path> glob(String text) throws IOException {
        Path root = Path.of(text).isAbsolute() ? Path.of("/") : Path.of("");
        for (Path part : Path.of(text)) {
            if (hasWildcard(part.toString())) {
                break;
            }
            root = root.resolve(part);
        }
        if (!Files.isDirectory(root.toAbsolutePath())) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault()
                .getPathMatcher("glob:" + Path.of(text).toAbsolutePath().normalize());
        try (Stream<Path> walk = Files.walk(root.toAbsolutePath().normalize())) {
            return walk.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasWildcard(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    private static String problem(String path) {
        if (Files.isDirectory(Path.of(path))) {
            return "the folder " + path + " holds no files: put the publisher's files there, or name another folder";
        }
        if (hasWildcard(path)) {
            return "no file matches " + path + ": check the spelling, and quote it so that your shell leaves it alone";
        }
        return "there is no file or folder " + path + ": check the spelling";
    }
}
