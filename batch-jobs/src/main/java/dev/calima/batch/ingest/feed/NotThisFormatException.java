package dev.calima.batch.ingest.feed;

import dev.calima.batch.ingest.Quoted;

/** The file is not in the feed's format; the message says what was expected, what was found and what to do. */
public final class NotThisFormatException extends Exception {

    private static final long serialVersionUID = 1;

    public NotThisFormatException(String message) {
        super(Quoted.safe(message));
    }
}
