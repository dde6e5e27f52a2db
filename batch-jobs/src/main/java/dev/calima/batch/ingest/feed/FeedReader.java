package dev.calima.batch.ingest.feed;

import dev.calima.batch.ingest.Parsed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The readings of one file, in its order. */
public interface FeedReader {

    /** The next line with data; null at the end. Valid until the next call. */
    @Nullable Parsed next() throws IOException;

    /** The line read last, as it stands in the file. */
    String rawText();
}
