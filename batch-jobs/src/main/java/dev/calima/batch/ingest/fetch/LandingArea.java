package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bytes of every file as received, under the hash of its content, so that history can be loaded again without
 * the source. The same content is kept once.
 */
public final class LandingArea {

    /** A gzip may grow this much; the rest is a bomb. Looked at from {@link #RATIO_FROM_BYTES} on. */
    private static final long MOST_RATIO = 200;

    private static final long RATIO_FROM_BYTES = 10L << 20;
    private static final long MOST_BYTES = 20L << 30;
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    public LandingArea(Path folder) {
        this.folder = folder;
    }

    /** Keeps a file and looks through it once: is it whole, and how many lines has it? */
    public LandedFile land(String feed, Path file) throws IOException {
        Path feedFolder = folder.resolve(feed);
        Files.createDirectories(feedFolder);
        Path temporary = Files.createTempFile(feedFolder, "receiving", ".tmp");
        try {
            String sha256 = copy(file, temporary);
            String landedPath = feed + "/" + sha256.substring(0, 2) + "/" + sha256;
            Path landed = folder.resolve(landedPath);
            Files.createDirectories(landed.getParent());
            Files.move(temporary, landed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            long size = Files.size(landed);
            Inspected inspected = inspect(landed, size);
            return new LandedFile(
                    file.getFileName().toString(),
                    file.toAbsolutePath().toString(),
                    sha256,
                    size,
                    () -> Unpacked.open(landed),
                    landedPath,
                    inspected.lines(),
                    inspected.problem());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static String copy(Path from, Path to) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest)) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true); // a row must never name bytes that a power cut took away
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Some streams end early without a word. */
    private static String reason(IOException e) {
        @Nullable String message = e.getMessage();
        return message == null ? "the file ends in the middle" : message;
    }

    private record Inspected(long lines, @Nullable String problem) {}

    private static Inspected inspect(Path file, long size) throws IOException {
        if (size == 0) {
            return new Inspected(0, "it is empty: nothing to load; if it should not be, fetch it again");
        }
        long lines = 0;
        long bytes = 0;
        byte last = '\n';
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Unpacked.open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
                bytes += read;
                last = read > 0 ? buffer[read - 1] : last;
                if (bytes > MOST_BYTES || (bytes > RATIO_FROM_BYTES && bytes > size * MOST_RATIO)) {
                    return new Inspected(
                            0,
                            "it unpacks to more than " + (bytes >> 20) + " MiB from " + (size >> 10)
                                    + " KiB: no published file does; look where it came from");
                }
            }
        } catch (IOException e) {
            return new Inspected(
                    0,
                    "it is damaged after " + bytes + " unpacked bytes, line " + (lines + 1) + " (" + reason(e)
                            + "): fetch it again");
        }
        return new Inspected(last == '\n' ? lines : lines + 1, null);
    }
}
