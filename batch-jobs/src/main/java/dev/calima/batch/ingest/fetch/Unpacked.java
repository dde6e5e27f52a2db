package dev.calima.batch.ingest.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A stream's content, unpacked when it is gzip (told by its first bytes, not by a name). */
public final class Unpacked {

    static final int BUFFER = 1 << 16;

    private Unpacked() {}

    /** Unpacks; closing it, or a failure here, closes the packed one. Every member is read, its check sum and length compared. */
    public static InputStream of(BufferedInputStream packed) throws IOException {
        try {
            return isGzip(packed)
                    ? GzipCompressorInputStream.builder()
                            .setInputStream(packed)
                            .setDecompressConcatenated(true)
                            .get()
                    : packed;
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        return first == 0x1f && second == 0x8b;
    }
}
