package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A landing area in a folder of this machine: {@code FEED/xx/SHA256}, and beside each its note. */
public final class FolderLandingArea implements LandingArea {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Clock clock;

    public FolderLandingArea(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public List<LandedFile> land(String feed, Incoming incoming) throws IOException {
        return open(keep(feed, incoming));
    }

    /** Keeps bytes and their note. */
    KeptFile keep(String feed, Incoming incoming) throws IOException {
        String sha256 = receive(feed, incoming.content());
        KeptFile file =
                new KeptFile(feed, sha256, incoming.name(), incoming.source(), incoming.context(), clock.instant());
        LandingNote.writeNew(folder.resolve(file.path()), file);
        return file;
    }

    /** Keeps bytes; returns their hash. */
    String receive(String feed, Content content) throws IOException {
        Path feedFolder = folder.resolve(feed);
        Files.createDirectories(feedFolder);
        Path temporary = Files.createTempFile(feedFolder, "receiving", ".tmp");
        try {
            String sha256 = copy(content, temporary);
            Path landed = folder.resolve(KeptFile.path(feed, sha256));
            Files.createDirectories(landed.getParent());
            Files.move(temporary, landed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return sha256;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static String copy(Content from, Path to) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(from.open(), digest)) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true); // a row must never name bytes that a power cut took away
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public List<LandedFile> open(KeptFile file) throws IOException {
        Path path = folder.resolve(file.path());
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path + " is not in the landing area any more: bring it back from a backup");
        }
        return LandedFiles.in(LandedFiles.Kept.of(file, Files.size(path)), () -> path);
    }

    @Override
    public List<KeptFile> kept(String feed) throws IOException {
        Path feedFolder = folder.resolve(feed);
        if (!Files.isDirectory(feedFolder)) {
            return List.of();
        }
        List<KeptFile> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(feedFolder, 2)) {
            for (Path path : walk.filter(Files::isRegularFile)
                    .filter(path -> HASH.matcher(path.getFileName().toString()).matches())
                    .toList()) {
                files.add(LandingNote.read(feed, path));
            }
        }
        files.sort(Comparator.comparing(KeptFile::receivedAt).thenComparing(KeptFile::sha256));
        return files;
    }

    @Override
    public void check() throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + " cannot be written: look at its rights");
        }
    }

    /** The file is set aside first: what comes at the same moment makes a new one, and is not taken away with the old. */
    @Override
    public long delete(String path, Instant youngerThan) throws IOException {
        Path landed = folder.resolve(path).normalize();
        if (!landed.startsWith(folder.normalize())) {
            throw new IOException(path + " does not lie in the landing area");
        }
        Path aside = landed.resolveSibling(landed.getFileName() + ".leaving");
        if (!Files.exists(landed)) {
            Files.deleteIfExists(aside); // somebody died in between
            return 0;
        }
        Files.move(landed, aside, StandardCopyOption.ATOMIC_MOVE);
        if (!Files.getLastModifiedTime(aside).toInstant().isBefore(youngerThan)) {
            Files.move(aside, landed, StandardCopyOption.ATOMIC_MOVE);
            return -1;
        }
        long size = Files.size(aside);
        Files.delete(aside);
        if (!Files.exists(landed)) {
            Files.deleteIfExists(Path.of(LandingNote.pathOf(landed.toString())));
        }
        return size;
    }

    /** Where bytes lie, whether they do or not. */
    Path path(KeptFile file) {
        return folder.resolve(file.path());
    }
}
