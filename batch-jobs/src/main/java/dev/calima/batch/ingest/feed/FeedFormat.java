package dev.calima.batch.ingest.feed;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one publisher's files. It turns bytes into readings in the publisher's own codes, units and hours, and checks
 * nothing beyond that. A new feed is one of these, a file in {@code jobs-config/feeds} and a folder of samples.
 */
public interface FeedFormat {

    /** The name by which a feed's file asks for it, such as {@code madrid-hourly}. */
    String name();

    /**
     * Begins to read a file: takes its head and looks whether it is this format at all.
     *
     * @param options the feed's own; checked before by {@link #check}
     * @throws NotThisFormatException when it is another one; the message says what was expected and found
     */
    FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException;

    /** Tells what is wrong with a feed's options. A format without options need not care. */
    default void check(FormatOptions options, Consumer<String> problems) {
        options.finish(problems);
    }

    /** Whether the number of a reading's line is that of a line of the file, and not of an element of a document. */
    default boolean countsLines() {
        return true;
    }

    /**
     * A document of this format that holds these lines again, for the replay of refused lines after they were mended.
     *
     * @param head as {@link FeedReader#head()} gave it
     * @param rawTexts as {@link FeedReader#rawText()} gave them, or mended
     */
    default String document(String head, List<String> rawTexts) {
        return head + String.join("\n", rawTexts) + "\n";
    }
}
