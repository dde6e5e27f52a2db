package dev.calima.batch.ingest.fetch;

import dev.calima.batch.config.S3Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A landing area in a bucket: {@code PREFIX/FEED/xx/SHA256}, and beside each its note. Files lie in a spool on this
 * machine from when they are received until they are loaded; what is read again is fetched into it again, and compared
 * with its hash.
 */
final class BucketLandingArea implements LandingArea {

    /** What S3 takes in one piece. */
    private static final long MOST_BYTES = 5L << 30;
    /** Older files in the spool were left by a process that died. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(BucketLandingArea.class);
    private static final Pattern HASH = Pattern.compile(".*/([0-9a-f]{64})");

    private final FolderLandingArea spool;
    private final Path spoolFolder;
    private final S3Address place;
    private final Supplier<S3Client> client;
    private final Clock clock;
    private final long mostBytes;

    BucketLandingArea(Path spoolFolder, S3Address place, Supplier<S3Client> client, Clock clock) {
        this(spoolFolder, place, client, clock, MOST_BYTES);
    }

    /** @param mostBytes larger files go in parts */
    BucketLandingArea(Path spoolFolder, S3Address place, Supplier<S3Client> client, Clock clock, long mostBytes) {
        this.mostBytes = mostBytes;
        this.spool = new FolderLandingArea(spoolFolder, clock);
        this.spoolFolder = spoolFolder;
        this.place = place;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public List<LandedFile> land(String feed, Incoming incoming) throws IOException {
        KeptFile file = spool.keep(feed, incoming);
        try {
            store(file);
        } catch (SdkException e) {
            throw new IOException(address(file) + " could not be kept: " + S3Objects.advice(e), e);
        }
        return open(file);
    }

    @Override
    public void check() throws IOException {
        try {
            client.get()
                    .listObjectsV2(
                            list -> list.bucket(place.bucket()).prefix(key("")).maxKeys(1));
        } catch (SdkException e) {
            throw new IOException("s3://" + place.bucket() + ": " + S3Objects.advice(e), e);
        }
    }

    @Override
    public long delete(String path, Instant youngerThan) throws IOException {
        try {
            Optional<software.amazon.awssdk.services.s3.model.S3Object> object = client
                    .get()
                    .listObjectsV2(list ->
                            list.bucket(place.bucket()).prefix(key(path)).maxKeys(2))
                    .contents()
                    .stream()
                    .filter(one -> one.key().equals(key(path)))
                    .findFirst();
            if (object.isPresent() && !object.get().lastModified().isBefore(youngerThan)) {
                return -1;
            }
            for (String key : List.of(key(path), LandingNote.pathOf(key(path)))) {
                client.get()
                        .deleteObject(delete -> delete.bucket(place.bucket()).key(key));
            }
            return object.map(software.amazon.awssdk.services.s3.model.S3Object::size)
                    .orElse(0L);
        } catch (SdkException e) {
            throw new IOException("s3://" + place.bucket() + "/" + key(path) + ": " + S3Objects.advice(e), e);
        }
    }

    private void store(KeptFile file) throws IOException {
        Path local = spool.path(file);
        String key = key(file.path());
        Map<String, Instant> there =
                client
                        .get()
                        .listObjectsV2(
                                list -> list.bucket(place.bucket()).prefix(key).maxKeys(2))
                        .contents()
                        .stream()
                        .collect(Collectors.toMap(
                                software.amazon.awssdk.services.s3.model.S3Object::key,
                                software.amazon.awssdk.services.s3.model.S3Object::lastModified));
        // what came again is put again, so that retention sees its new age and leaves it alone
        if (!there.containsKey(key) || there.get(key).isBefore(clock.instant().minus(LEFT_BEHIND))) {
            put(file, local, key);
        }
        verify(file, local);
        if (!there.containsKey(LandingNote.pathOf(key))) {
            client.get()
                    .putObject(
                            put -> put.bucket(place.bucket())
                                    .key(LandingNote.pathOf(key))
                                    .contentType("application/json"),
                            RequestBody.fromBytes(LandingNote.of(file)));
        }
    }

    private void put(KeptFile file, Path local, String key) throws IOException {
        if (Files.size(local) > mostBytes) {
            new S3Upload(client.get(), place.bucket(), key).inParts(local);
            return;
        }
        String sha256 = base64(file.sha256());
        client.get()
                .putObject(
                        put -> put.bucket(place.bucket()).key(key).checksumSHA256(sha256), RequestBody.fromFile(local));
    }

    /** What lies there must be what was received: by the check sums that S3 tells, or else by reading it. */
    private void verify(KeptFile file, Path local) throws IOException {
        HeadObjectResponse head = client.get()
                .headObject(
                        ask -> ask.bucket(place.bucket()).key(key(file.path())).checksumMode(ChecksumMode.ENABLED));
        String told = head.checksumSHA256() == null ? "" : head.checksumSHA256();
        boolean same = head.contentLength() == Files.size(local);
        if (same && (told.isEmpty() || told.contains("-"))) {
            same = S3Stream.unquoted(head.eTag()).equals(S3Checksums.md5(local)) || readsAs(file);
        } else if (same) {
            same = told.equals(base64(file.sha256()));
        }
        if (!same) {
            throw new IOException(
                    address(file) + " does not hold what was put there: look at the bucket; nothing was loaded");
        }
    }

    private static String base64(String hash) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash));
    }

    private boolean readsAs(KeptFile file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[Unpacked.BUFFER];
        try (S3Stream in = stream(file)) {
            for (int read = in.read(buffer, 0, buffer.length); read >= 0; read = in.read(buffer, 0, buffer.length)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(file.sha256());
    }

    @Override
    public List<LandedFile> open(KeptFile file) throws IOException {
        long size = Files.size(local(file));
        return LandedFiles.in(LandedFiles.Kept.of(file, size), () -> local(file));
    }

    /** The file in the spool, fetched when it is not there. */
    private Path local(KeptFile file) throws IOException {
        Path local = spool.path(file);
        if (!Files.exists(local)) {
            String sha256 = spool.receive(file.feed(), () -> stream(file));
            if (!sha256.equals(file.sha256())) {
                throw new IOException(address(file) + " holds other bytes than were received (SHA-256 " + sha256
                        + "): bring it back from a backup");
            }
        }
        return local;
    }

    private S3Stream stream(KeptFile file) {
        return new S3Stream(client.get(), new S3Object(place.bucket(), key(file.path()), 0, "", null), FIRST_PAUSE);
    }

    @Override
    public List<KeptFile> kept(String feed) throws IOException {
        List<KeptFile> files = new ArrayList<>();
        String prefix = place.folder() + feed + "/";
        try {
            for (var object : client.get()
                    .listObjectsV2Paginator(list -> list.bucket(place.bucket()).prefix(prefix))
                    .contents()) {
                var hash = HASH.matcher(object.key());
                if (hash.matches()) {
                    byte[] note = client.get()
                            .getObjectAsBytes(get -> get.bucket(place.bucket()).key(LandingNote.pathOf(object.key())))
                            .asByteArrayUnsafe();
                    files.add(LandingNote.read(feed, hash.group(1), note));
                }
            }
        } catch (SdkException e) {
            throw new IOException(
                    "s3://" + place.bucket() + "/" + prefix + " cannot be read: " + S3Objects.advice(e), e);
        }
        files.sort(Comparator.comparing(KeptFile::receivedAt).thenComparing(KeptFile::sha256));
        return files;
    }

    @Override
    public void release(Collection<LandedFile> files) {
        try {
            for (LandedFile file : files) {
                Path local = spoolFolder.resolve(file.landedPath().replaceFirst("!.*", ""));
                Files.deleteIfExists(local);
                Files.deleteIfExists(local.resolveSibling(
                        LandingNote.pathOf(local.getFileName().toString())));
            }
            forgetLeftBehind();
        } catch (IOException e) {
            LOG.warn("the spool {} could not be emptied: {}", spoolFolder, e.getMessage());
        }
    }

    private void forgetLeftBehind() throws IOException {
        if (!Files.isDirectory(spoolFolder)) {
            return;
        }
        Instant limit = clock.instant().minus(LEFT_BEHIND);
        try (Stream<Path> walk = Files.walk(spoolFolder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                if (Files.exists(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private String key(String path) {
        return place.folder() + path;
    }

    private String address(KeptFile file) {
        return "s3://" + place.bucket() + "/" + key(file.path());
    }
}
