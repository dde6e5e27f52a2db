package dev.calima.batch.ingest.feed;

import java.io.InputStream;
import java.time.Instant;
import java.util.Map;

/**
 * A file to be read: its unpacked bytes, and its name where it came from. The caller closes the stream.
 *
 * @param name its name, without folders
 * @param in its bytes, unpacked
 * @param received when it was received first: what it tells of later hours is a forecast
 * @param context what is known of it that its bytes do not say, such as the {@code station} that was asked for
 */
public record Source(String name, InputStream in, Instant received, Map<String, String> context) {

    public Source {
        context = Map.copyOf(context);
    }

    /** A file of which nothing else is known. */
    public Source(String name, InputStream in, Instant received) {
        this(name, in, received, Map.of());
    }

    /** Its lines. */
    public Lines lines() {
        return new Lines(in);
    }
}
