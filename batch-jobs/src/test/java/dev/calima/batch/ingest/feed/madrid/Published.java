package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.Source;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads files and texts as a format does. */
final class Published {

    /** The development data, which a clone of the project alone does not have. */
    static final Path DEVELOPMENT_DATA = Path.of("../../shared/data");

    /** Excerpts of real files that ship with the project. */
    static final Path SAMPLES = Path.of("../jobs-config/samples");

    private static final Instant RECEIVED = Instant.parse("2024-01-01T00:00:00Z");

    private Published() {}

    /** Tells every line, with its text. */
    static void each(FeedFormat format, Path file, BiConsumer<Parsed, String> line) throws Exception {
        try (InputStream stored = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
            each(format.open(new Source(file.getFileName().toString(), in, RECEIVED), FormatOptions.NONE), line);
        }
    }

    /** Tells every line, with its text. */
    static void each(FeedReader reader, BiConsumer<Parsed, String> line) throws Exception {
        for (@Nullable Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
            line.accept(parsed, reader.rawText());
        }
    }

    /** Opens a text as a file. */
    static FeedReader open(FeedFormat format, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return format.open(new Source("text", new ByteArrayInputStream(bytes), RECEIVED), FormatOptions.NONE);
    }
}
