package dev.calima.batch.export;

import dev.calima.batch.config.S3Address;
import dev.calima.batch.ingest.fetch.S3Objects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Published files in a bucket, which compares each with its hash as it comes in. */
final class BucketExportStore implements ExportStore {

    private final S3Address place;
    private final Supplier<S3Client> client;

    BucketExportStore(S3Address place, Supplier<S3Client> client) {
        this.place = place;
        this.client = client;
    }

    @Override
    public String kind() {
        return "s3";
    }

    @Override
    public String bucket() {
        return place.bucket();
    }

    @Override
    public String key(String path) {
        return place.folder() + path;
    }

    @Override
    public void put(String key, Path file, byte[] sha256) throws IOException {
        try {
            client.get()
                    .putObject(
                            put -> put.bucket(place.bucket())
                                    .key(key)
                                    .checksumSHA256(Base64.getEncoder().encodeToString(sha256)),
                            RequestBody.fromFile(file));
        } catch (SdkException e) {
            throw new IOException(address(key) + " could not be published: " + S3Objects.advice(e), e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try {
            client.get().deleteObject(delete -> delete.bucket(place.bucket()).key(key));
        } catch (SdkException e) {
            throw new IOException(address(key) + " could not be taken away: " + S3Objects.advice(e), e);
        }
    }

    private String address(String key) {
        return "s3://" + place.bucket() + "/" + key;
    }
}
