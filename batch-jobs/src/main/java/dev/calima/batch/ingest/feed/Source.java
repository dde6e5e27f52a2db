package dev.calima.batch.ingest.feed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Its lines, as bytes of UTF-8 or a single-byte encoding: a file in UTF-16 is turned into UTF-8. */
    public Lines lines() throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in);
        @Nullable Charset wide = Utf16.of(bytes);
        return new Lines(wide == null ? bytes : new Utf16(new InputStreamReader(bytes, wide)));
    }

    /**
     * Its text. What no character stands for is read as a replacement character.
     *
     * @param encoding the feed's; a file in UTF-16 is read as what it is
     */
    public Reader text(Charset encoding) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in);
        @Nullable Charset wide = Utf16.of(bytes);
        return new InputStreamReader(
                bytes,
                (wide == null ? encoding : wide)
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }
}
