package dev.calima.batch.ingest.fetch;

import java.io.IOException;

/** How much may come out of a packed file: 200 times its size (looked at from 10 MiB on), and 20 GiB. More is a bomb. */
final class UnpackedLimit {

    private static final long MOST_RATIO = 200;
    private static final long RATIO_FROM_BYTES = 10L << 20;
    private static final long MOST_BYTES = 20L << 30;

    private final long packedBytes;
    private long unpackedBytes;

    /** It was exceeded; the message says what and what to do. */
    static final class ExceededException extends IOException {

        private static final long serialVersionUID = 1;

        ExceededException(String message) {
            super(message);
        }
    }

    UnpackedLimit(long packedBytes) {
        this.packedBytes = packedBytes;
    }

    void count(int bytes) throws ExceededException {
        unpackedBytes += bytes;
        if (unpackedBytes > MOST_BYTES
                || (unpackedBytes > RATIO_FROM_BYTES && unpackedBytes > packedBytes * MOST_RATIO)) {
            throw new ExceededException("it unpacks to more than " + (unpackedBytes >> 20) + " MiB from "
                    + (packedBytes >> 10) + " KiB: no published file does; look where it came from");
        }
    }
}
