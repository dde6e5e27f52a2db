package dev.calima.batch.ingest.feed;

import java.io.IOException;

/**
 * Reads one publisher's files. It turns bytes into readings in the publisher's own codes, units and hours, and checks
 * nothing beyond that. A new feed is one of these, a file in {@code jobs-config/feeds} and a folder of samples.
 */
public interface FeedFormat {

    /** The name by which a feed's file asks for it, such as {@code madrid-hourly}. */
    String name();

    /**
     * Begins to read a file: takes the lines of its head and looks whether it is this format at all.
     *
     * @throws NotThisFormatException when it is another one; the message says what was expected and found
     */
    FeedReader open(Lines lines) throws IOException, NotThisFormatException;
}
