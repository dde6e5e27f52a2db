package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Puts a file into a bucket in parts, where it is too large for one piece. Nothing of it is there before all of it is. */
final class S3Upload {

    /** A part lies in the heap while it is sent. */
    private static final int PART_BYTES = 32 << 20;

    private static final int MOST_PARTS = 10_000;

    private final S3Client client;
    private final String bucket;
    private final String key;

    S3Upload(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
    }

    /** @throws IOException when the file cannot be read; what was sent is thrown away, as after any error */
    void inParts(Path file) throws IOException {
        int partBytes = Math.toIntExact(Math.max(PART_BYTES, Files.size(file) / MOST_PARTS + 1));
        String upload = client.createMultipartUpload(make -> make.bucket(bucket).key(key))
                .uploadId();
        boolean done = false;
        try {
            List<CompletedPart> parts = send(file, partBytes, upload);
            client.completeMultipartUpload(
                    end -> end.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
            done = true;
        } finally {
            if (!done) {
                client.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(key).uploadId(upload));
            }
        }
    }

    private List<CompletedPart> send(Path file, int partBytes, String upload) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] bytes = in.readNBytes(partBytes); bytes.length > 0; bytes = in.readNBytes(partBytes)) {
                int number = parts.size() + 1;
                UploadPartResponse sent = client.uploadPart(
                        part -> part.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(bytes));
                parts.add(CompletedPart.builder()
                        .partNumber(number)
                        .eTag(sent.eTag())
                        .checksumCRC32(sent.checksumCRC32())
                        .build());
            }
        }
        return parts;
    }
}
