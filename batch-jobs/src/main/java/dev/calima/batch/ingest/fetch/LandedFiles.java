package dev.calima.batch.ingest.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From bytes that are kept to the files that they hold: one, or those of an archive. */
final class LandedFiles {

    /**
     * What is looked through.
     *
     * @param name its name where it came from
     * @param source where it came from
     * @param context what is known besides
     * @param receivedAt when it was received
     * @param sha256 hash of its bytes
     * @param sizeBytes how many they are
     * @param landedPath where they are kept, relative to the landing area
     */
    record Kept(
            String name,
            String source,
            Map<String, String> context,
            Instant receivedAt,
            String sha256,
            long sizeBytes,
            String landedPath) {

        static Kept of(KeptFile file, long sizeBytes) {
            return new Kept(
                    file.name(),
                    file.source(),
                    file.context(),
                    file.receivedAt(),
                    file.sha256(),
                    sizeBytes,
                    file.path());
        }
    }

    /** Where the bytes can be read on this machine. */
    @FunctionalInterface
    interface LocalCopy {
        Path path() throws IOException;
    }

    private LandedFiles() {}

    /** The files in kept bytes, by name. */
    static List<LandedFile> in(Kept kept, LocalCopy local) throws IOException {
        Path file = local.path();
        return switch (FileKind.of(file)) {
            case ZIP -> inZip(kept, file, local);
            case GZIP, PLAIN -> List.of(whole(kept, local, look(kept, file)));
            case FileKind other -> List.of(whole(kept, local, Look.problem(other.advice())));
        };
    }

    private static Look look(Kept kept, Path file) throws FileSystemException {
        try {
            return Look.through(() -> open(() -> file), new UnpackedLimit(kept.sizeBytes()));
        } catch (UnpackedLimit.ExceededException e) {
            return Look.problem(e.getMessage());
        }
    }

    private static LandedFile whole(Kept kept, LocalCopy local, Look look) {
        return new LandedFile(
                kept.name(),
                kept.source(),
                kept.sha256(),
                kept.sizeBytes(),
                kept.context(),
                kept.receivedAt(),
                () -> open(local),
                kept.landedPath(),
                look.lines(),
                look.problem());
    }

    private static InputStream open(LocalCopy local) throws IOException {
        return Unpacked.of(new BufferedInputStream(Files.newInputStream(local.path()), Unpacked.BUFFER));
    }

    private static List<LandedFile> inZip(Kept kept, Path file, LocalCopy local) throws IOException {
        List<ZipContents.Entry> entries;
        try {
            entries = ZipContents.of(file, kept.sha256(), kept.sizeBytes());
        } catch (ZipContents.RefusedException e) {
            return List.of(whole(kept, local, Look.problem(e.getMessage())));
        }
        List<LandedFile> files = new ArrayList<>();
        for (ZipContents.Entry entry : entries) {
            files.add(new LandedFile(
                    kept.name() + "!" + entry.name(),
                    kept.source() + "!" + entry.name(),
                    entry.sha256(),
                    entry.sizeBytes(),
                    kept.context(),
                    kept.receivedAt(),
                    () -> ZipContents.open(local.path(), entry.name()),
                    kept.landedPath() + "!" + entry.name(),
                    entry.look().lines(),
                    entry.look().problem()));
        }
        return files;
    }
}
