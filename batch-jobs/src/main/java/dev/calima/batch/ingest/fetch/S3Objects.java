package dev.calima.batch.ingest.fetch;

import dev.calima.batch.config.S3Address;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Lists and opens objects in buckets that may be read, and in no others. */
@Component
public class S3Objects {

    private static final int MOST_LISTED = 1_000_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final StorageSettings settings;
    private final ObjectProvider<S3Client> client;

    S3Objects(StorageSettings settings, ObjectProvider<S3Client> client) {
        this.settings = settings;
        this.client = client;
    }

    /** Whether a bucket may be read. */
    public boolean mayRead(String bucket) {
        return settings.buckets().contains(bucket);
    }

    /** @throws NothingFoundException when it may not */
    void requireMayRead(String bucket) throws NothingFoundException {
        if (!mayRead(bucket)) {
            throw new NothingFoundException("bucket " + bucket + " may not be read: the allowed ones are "
                    + settings.buckets() + "; add it to CALIMA_S3_BUCKETS if it is yours");
        }
    }

    /**
     * The object of just this key, or else everything below it as a folder, by key. Markers of folders are left out.
     *
     * @param wanted which keys
     */
    List<S3Object> list(S3Address address, Predicate<String> wanted) throws IOException, NothingFoundException {
        requireMayRead(address.bucket());
        try {
            if (!address.key().isEmpty()) {
                List<S3Object> one = below(address.bucket(), address.key(), address.key()::equals, 1);
                if (!one.isEmpty()) {
                    return one;
                }
            }
            return below(address.bucket(), address.folder(), wanted, MOST_LISTED);
        } catch (SdkException e) {
            throw new IOException(address + " cannot be listed: " + advice(e), e);
        }
    }

    /** The files at an address, as {@link S3Files} finds them. */
    public List<S3Object> list(S3Address address) throws IOException, NothingFoundException {
        return list(address, S3Files::isFile);
    }

    /** Everything whose key begins so, by key. */
    List<S3Object> beginning(String bucket, String prefix, Predicate<String> wanted)
            throws IOException, NothingFoundException {
        requireMayRead(bucket);
        try {
            return below(bucket, prefix, wanted, MOST_LISTED);
        } catch (SdkException e) {
            throw new IOException("s3://" + bucket + "/" + prefix + " cannot be listed: " + advice(e), e);
        }
    }

    private List<S3Object> below(String bucket, String prefix, Predicate<String> wanted, int most) throws IOException {
        List<S3Object> found = new ArrayList<>();
        if (most == 1) { // the exact key comes before all longer ones
            client
                    .getObject()
                    .listObjectsV2(list -> list.bucket(bucket).prefix(prefix).maxKeys(1))
                    .contents()
                    .stream()
                    .filter(object -> wanted.test(object.key()))
                    .forEach(object -> found.add(of(bucket, object)));
            return found;
        }
        for (var object : client.getObject()
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()) {
            if (!object.key().endsWith("/") && wanted.test(object.key())) {
                found.add(of(bucket, object));
            }
            if (found.size() > most) {
                throw new IOException(
                        "s3://" + bucket + "/" + prefix + " holds more than " + most + " objects: load it in parts");
            }
        }
        return found;
    }

    private static S3Object of(String bucket, software.amazon.awssdk.services.s3.model.S3Object object) {
        return new S3Object(bucket, object.key(), object.size(), S3Stream.unquoted(object.eTag()), null);
    }

    /** An object to be received: whole, and the one that was listed, or not at all. */
    public Incoming incoming(S3Object object) {
        Map<String, String> context = new HashMap<>(Map.of("etag", object.etag()));
        if (object.versionId() != null) {
            context.put("version", object.versionId());
        }
        return new Incoming(object.name(), object.address(), context, () -> open(object));
    }

    private InputStream open(S3Object object) {
        return new S3Stream(client.getObject(), object, FIRST_PAUSE);
    }

    /** What AWS says, and what is usually meant by it. */
    public static String advice(SdkException e) {
        String said = String.valueOf(e.getMessage());
        return said.contains("Unable to load credentials")
                ? "no credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run"
                        + " where there is a role"
                : said + "; check CALIMA_S3_BUCKETS, AWS_REGION, CALIMA_S3_ENDPOINT, and that the account may list and"
                        + " read there";
    }
}
