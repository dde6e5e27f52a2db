package dev.calima.batch.ingest.sight;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import dev.calima.batch.ingest.fetch.Content;
import dev.calima.batch.ingest.fetch.Unpacked;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Looks at files. */
@Component
public final class FileSights {

    private static final int BUFFER = 1 << 16;

    private final List<FeedFormat> formats;

    FileSights(List<FeedFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * A file to be looked at.
     *
     * @param name its name, without folders
     * @param context what is known of it that its bytes do not say
     * @param received when it was received, or now
     * @param sizeBytes how many bytes its content has
     * @param content its bytes, packed or not
     */
    public record Seen(String name, Map<String, String> context, Instant received, long sizeBytes, Content content) {}

    /**
     * Reads a file, or its beginning.
     *
     * @param most bytes, unpacked, after which it is left and the rest is estimated
     */
    public FileSight look(FeedDefinition feed, Seen file, long most) {
        FeedFormat format = FeedFormats.find(formats, feed).orElseThrow();
        Looking looking = new Looking(feed);
        try (Counted packed = new Counted(file.content().open());
                Counted in = new Counted(Unpacked.of(new BufferedInputStream(packed, BUFFER)))) {
            boolean whole = looking.read(
                    format.open(
                            new Source(file.name(), in, file.received(), file.context()), FeedFormats.options(feed)),
                    () -> in.bytes < most);
            return whole
                    ? looking.whole()
                    : looking.part(Math.max(1, (double) file.sizeBytes() / Math.max(1, packed.bytes)));
        } catch (IOException e) {
            return looking.broken("it is damaged (" + e.getMessage() + "): fetch it again");
        } catch (NotThisFormatException e) {
            return looking.broken(String.valueOf(e.getMessage()));
        }
    }

    /** Bytes that have gone by. */
    private static final class Counted extends FilterInputStream {

        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            bytes += Math.max(0, read);
            return read;
        }
    }
}
