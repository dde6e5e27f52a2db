package dev.calima.batch.ingest.fetch;

import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file that was found and is still to be received.
 *
 * @param name its name, without folders
 * @param source where it is: a path or an address
 * @param context what is known of it that its bytes do not say, such as {@code station} (asked for) or {@code etag}
 *     (seen in the listing); kept with it, and given to the format
 * @param content its bytes as the source has them; opened once, and an error while it is read means that it is not whole
 */
public record Incoming(String name, String source, Map<String, String> context, Content content) {

    public Incoming {
        context = Collections.unmodifiableMap(new TreeMap<>(context));
    }

    /** A file of which nothing else is known. */
    public static Incoming of(String name, String source, Content content) {
        return new Incoming(name, source, Map.of(), content);
    }

    /** Bytes that somebody has opened; closed when they have been received. */
    public static Incoming of(String name, String source, Map<String, String> context, InputStream in) {
        return new Incoming(name, source, context, () -> in);
    }
}
