package dev.calima.batch.ingest.feed;

import java.io.InputStream;

/**
 * A file to be read: its unpacked bytes, and its name where it came from. The caller closes the stream.
 *
 * @param name its name, without folders
 * @param in its bytes, unpacked
 */
public record Source(String name, InputStream in) {

    /** Its lines. */
    public Lines lines() {
        return new Lines(in);
    }
}
