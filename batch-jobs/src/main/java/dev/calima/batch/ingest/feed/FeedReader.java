package dev.calima.batch.ingest.feed;

import dev.calima.batch.ingest.Parsed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The readings of one file, in its order. A line with several values may give several readings, one after the other. */
public interface FeedReader {

    /** The next reading; null at the end. Valid until the next call. */
    @Nullable Parsed next() throws IOException;

    /**
     * Says, before the first reading, that the values of a {@link dev.calima.batch.ingest.Reading} are of no interest, only
     * whether its line can be believed: a reader may leave them out, and so be faster.
     */
    default void leaveOutValues() {}

    /** The line (or element) read last, as it stands in the file. */
    String rawText();

    /** What stands before the first reading, as it stands in the file and with its line end; empty when nothing does. */
    default String head() {
        return "";
    }
}
