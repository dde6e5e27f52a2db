package dev.calima.batch.ingest.feed;

import java.io.InputStream;
import java.time.Instant;

/**
 * A file to be read: its unpacked bytes, and its name where it came from. The caller closes the stream.
 *
 * @param name its name, without folders
 * @param in its bytes, unpacked
 * @param received when it was received first: what it tells of later hours is a forecast
 */
public record Source(String name, InputStream in, Instant received) {

    /** Its lines. */
    public Lines lines() {
        return new Lines(in);
    }
}
