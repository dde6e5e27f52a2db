package dev.calima.batch.ingest.fetch;

import dev.calima.batch.config.S3Address;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 on loopback, its objects in a folder. */
public final class ObjectStore implements AutoCloseable {

    /** Region of every client. */
    public static final String REGION = "eu-south-2";

    private static final String KEY = "test";

    private final S3Proxy server;
    private final S3Client client;

    private ObjectStore(S3Proxy server) {
        this.server = server;
        this.client = client(address());
    }

    /** Starts one with these buckets. The applications under test find its credentials as they would find AWS's. */
    public static ObjectStore start(Path folder, String... buckets) throws Exception {
        System.setProperty("aws.accessKeyId", KEY);
        System.setProperty("aws.secretAccessKey", KEY);
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(
                        Files.createDirectories(folder).toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, KEY)
                .build();
        server.start();
        ObjectStore store = new ObjectStore(server);
        for (String bucket : buckets) {
            store.client.createBucket(make -> make.bucket(bucket));
        }
        return store;
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** A client that goes to it. */
    public S3Client client() {
        return client;
    }

    /** A client that goes to this address. */
    public static S3Client client(URI address) {
        return S3Client.builder()
                .endpointOverride(address)
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
                .build();
    }

    /** Puts an object; returns its ETag without quotes. */
    public String put(String bucket, String key, byte[] bytes) {
        return S3Stream.unquoted(client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes))
                .eTag());
    }

    /** Settings of an application that may read these buckets of it. */
    public StorageSettings settings(Path home, @Nullable S3Address landing, String... buckets) {
        return new StorageSettings(
                home.resolve(landing == null ? "landing" : "spool"),
                landing,
                Set.of(buckets),
                null,
                REGION,
                address(),
                true,
                null);
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the tests' S3 does not stop", e);
        }
    }
}
