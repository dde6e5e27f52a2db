package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Files, folders and globs of this machine. Folders are searched with everything below them; hidden files are left out. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class LocalFiles implements FileSource {

    /** Something such as {@code ftp://}. */
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+://.*");

    /** What a landing area keeps beside its bytes: a folder of it can be loaded like any other. */
    private static final Pattern NOTE = Pattern.compile("[0-9a-f]{64}\\.json");

    @Override
    public boolean isOneOfIts(String address) {
        return true;
    }

    @Override
    public List<Incoming> find(String address) throws IOException, NothingFoundException {
        if (SCHEME.matcher(address).matches()) {
            throw new NothingFoundException(
                    address + " cannot be read from: give a file, a folder or s3://bucket/prefix");
        }
        List<Incoming> files = new ArrayList<>();
        for (Path found : findOne(address)) {
            Path file = found.toAbsolutePath().normalize();
            files.add(Incoming.of(file.getFileName().toString(), file.toString(), () -> Files.newInputStream(file)));
        }
        if (files.isEmpty()) {
            throw new NothingFoundException(problem(address));
        }
        return files;
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
                    .filter(file -> !NOTE.matcher(file.getFileName().toString()).matches())
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
