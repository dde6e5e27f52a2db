package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks at files of this machine as a landing area would, but keeps nothing. */
@Component
public final class UnlandedFiles {

    private final Clock clock;

    UnlandedFiles(Clock clock) {
        this.clock = clock;
    }

    /** What a landing area would give for a file of this machine; {@link LandedFile#landedPath()} leads nowhere. */
    public List<LandedFile> look(String feed, Incoming local) throws IOException {
        Path path = Path.of(local.source());
        KeptFile file =
                new KeptFile(feed, sha256(path), local.name(), local.source(), local.context(), clock.instant());
        return LandedFiles.in(LandedFiles.Kept.of(file, Files.size(path)), () -> path);
    }

    private static String sha256(Path path) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
