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
    private long lastLine;
    private @Nullable Parsed ahead;

    private OpenFile(InputStream in, FeedReader reader) {
        this.in = in;
        this.reader = reader;
    }

    /** Opens a file and goes past what was done before. */
    static OpenFile at(LandedFile file, FeedFormat format, FormatOptions options, Instant received, long done)
            throws IOException, NotThisFormatException {
        InputStream in = file.content().open();
        try {
            OpenFile open =
                    new OpenFile(in, format.open(new Source(file.name(), in, received, file.context()), options));
            while (open.done < done && open.next() != null) {
                // what an earlier run has committed
            }
            return open;
        } catch (IOException | NotThisFormatException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Only whether lines are believed is of interest, not their values. Called before the first reading. */
    void leaveOutValues() {
        reader.leaveOutValues();
    }

    /** The next reading; null at the end. */
    @Nullable Parsed next() throws IOException {
        Parsed parsed = peek();
        ahead = null;
        if (parsed != null) {
            done++;
            lastLine = parsed.line();
        }
        return parsed;
    }

    /** The reading that {@link #next} will give; null at the end. What {@code next} gave before is not valid any more. */
    @Nullable Parsed peek() throws IOException {
        if (ahead == null) {
            ahead = reader.next();
        }
        return ahead;
    }

    /** Readings behind. */
    long done() {
        return done;
    }

    /** Line of the last reading behind; 0 when there is none. */
    long lastLine() {
        return lastLine;
    }

    /** The line of what {@link #next} gave last, as long as nobody has looked ahead. */
    String rawText() {
        return reader.rawText();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
