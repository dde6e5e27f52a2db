package dev.calima.batch.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Published files in a folder of this machine. */
final class FolderExportStore implements ExportStore {

    private final Path folder;

    FolderExportStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public @Nullable String bucket() {
        return null;
    }

    @Override
    public String key(String path) {
        return path;
    }

    @Override
    public void put(String key, Path file, byte[] sha256) throws IOException {
        Path to = folder.resolve(key);
        Path temporary = to.resolveSibling("." + to.getFileName() + ".tmp");
        Files.createDirectories(to.getParent());
        Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true); // a row must never name bytes that a power cut took away
        }
        Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(folder.resolve(key));
    }
}
