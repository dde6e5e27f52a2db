package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object's bytes from first to last. A line that breaks is taken up again where it broke, and only while the object is
 * still the same one; at the end length and check sum are compared. Whatever else happens is an error.
 *
 * <p>It holds the line while it is read: whoever reads must do nothing but keep the bytes.
 */
final class S3Stream extends InputStream {

    private static final Logger LOG = LoggerFactory.getLogger(S3Stream.class);

    /** Resumptions in a row that bring nothing. */
    private static final int MOST_FRUITLESS = 10;
    /** Resumptions in all: a line that breaks more often is not worth having. */
    private static final int MOST_RESUMED = 500;

    private static final int PAUSE_DOUBLINGS = 6;
    private static final int PARTIAL_CONTENT = 206;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CHANGED = 412;
    private static final int NO_SUCH_RANGE = 416;

    private final S3Client client;
    private final S3Object object;
    private final Duration firstPause;

    private @Nullable ResponseInputStream<GetObjectResponse> line;
    private S3Checksums checksums = S3Checksums.NONE;
    private String etag;
    private long size;
    private long offset;
    private int fruitless;
    private int resumed;
    private boolean whole;

    /** An end that no resumption can mend. */
    private static final class HopelessException extends IOException {

        private static final long serialVersionUID = 1;

        HopelessException(String message) {
            super(message);
        }
    }

    /** @param firstPause before the first resumption; each that brings nothing doubles it */
    S3Stream(S3Client client, S3Object object, Duration firstPause) {
        this.client = client;
        this.object = object;
        this.firstPause = firstPause;
        this.etag = object.etag();
        this.size = object.sizeBytes();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        while (!whole) {
            try {
                int read = readSome(buffer, from, length);
                if (read > 0 || length == 0) {
                    return read;
                }
            } catch (HopelessException | ObjectChangedException e) {
                throw e;
            } catch (S3Exception e) {
                breakOff(e);
            } catch (SdkException | IOException e) {
                breakOff(String.valueOf(e.getMessage()));
            }
        }
        return -1;
    }

    private int readSome(byte[] buffer, int from, int length) throws IOException {
        ResponseInputStream<GetObjectResponse> open = line;
        if (open == null) {
            open = open();
            line = open;
        }
        if (offset == size) {
            checksums.compare(object.address());
            whole = true;
            return -1;
        }
        int read = open.read(buffer, from, (int) Math.min(length, size - offset));
        if (read < 0) {
            throw new IOException("the answer ended early");
        }
        checksums.update(buffer, from, read);
        offset += read;
        fruitless = read > 0 ? 0 : fruitless;
        return read;
    }

    private ResponseInputStream<GetObjectResponse> open() throws ObjectChangedException {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .versionId(object.versionId());
        if (!etag.isEmpty()) {
            request.ifMatch('"' + etag + '"');
        }
        boolean first = offset == 0;
        if (first) {
            request.checksumMode(ChecksumMode.ENABLED);
        } else {
            request.range("bytes=" + offset + "-");
        }
        ResponseInputStream<GetObjectResponse> answer = client.getObject(request.build());
        GetObjectResponse head = answer.response();
        if (first) {
            size = head.contentLength();
            etag = unquoted(head.eTag());
            checksums = S3Checksums.of(head);
        } else if (head.sdkHttpResponse().statusCode() != PARTIAL_CONTENT
                || head.contentLength() != size - offset
                || !unquoted(head.eTag()).equals(etag)) {
            answer.abort();
            throw changed();
        }
        return answer;
    }

    private void breakOff(S3Exception e) throws IOException {
        switch (e.statusCode()) {
            case CHANGED, NO_SUCH_RANGE -> throw changed();
            case NOT_FOUND ->
                throw new HopelessException(object.address() + " is gone: list again, that is, load again");
            case FORBIDDEN ->
                throw new HopelessException(
                        object.address() + " may not be read: the account needs s3:GetObject there");
            default -> breakOff(String.valueOf(e.getMessage()));
        }
    }

    /** Waits before the line is taken up again. */
    private void breakOff(String reason) throws IOException {
        drop();
        fruitless++;
        resumed++;
        String where = object.address() + " broke off after " + offset + " of " + size + " bytes (" + reason + ")";
        if (size > 0 && offset == size) {
            throw new HopelessException(
                    object.address() + " came, but with another check sum than S3 has: load it again");
        }
        if (fruitless > MOST_FRUITLESS || resumed > MOST_RESUMED) {
            throw new HopelessException(
                    where + ", for the " + resumed + ". time: try again later, the same command goes on");
        }
        LOG.info("{}, taken up again", where);
        LockSupport.parkNanos(firstPause.toNanos() << Math.min(fruitless - 1, PAUSE_DOUBLINGS));
        if (Thread.currentThread().isInterrupted()) {
            throw new HopelessException(where + ", and then it was told to stop");
        }
    }

    private ObjectChangedException changed() {
        return new ObjectChangedException(
                object.address() + " changed while it was read: nothing of it is kept, load again");
    }

    private void drop() {
        if (line != null) {
            line.abort(); // closing would read the rest
            line = null;
        }
    }

    @Override
    public void close() {
        drop();
    }

    static String unquoted(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }
}
