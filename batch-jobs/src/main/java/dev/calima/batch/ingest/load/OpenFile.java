package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import dev.calima.batch.ingest.fetch.LandedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file being read, and how many of its readings are behind. */
final class OpenFile implements AutoCloseable {

    private final InputStream in;
    private final FeedReader reader;
    private long done;

    private OpenFile(InputStream in, FeedReader reader) {
        this.in = in;
        this.reader = reader;
    }

    /** Opens a file and goes past what was done before. */
    static OpenFile at(LandedFile file, FeedFormat format, FormatOptions options, Instant received, long done)
            throws IOException, NotThisFormatException {
        InputStream in = file.content().open();
        try {
            OpenFile open = new OpenFile(in, format.open(new Source(file.name(), in, received), options));
            while (open.done < done && open.next() != null) {
                // what an earlier run has committed
            }
            return open;
        } catch (IOException | NotThisFormatException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The next reading; null at the end. */
    @Nullable Parsed next() throws IOException {
        Parsed parsed = reader.next();
        if (parsed != null) {
            done++;
        }
        return parsed;
    }

    /** Readings behind. */
    long done() {
        return done;
    }

    String rawText() {
        return reader.rawText();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
