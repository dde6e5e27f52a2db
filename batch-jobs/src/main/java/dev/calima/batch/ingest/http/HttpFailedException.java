package dev.calima.batch.ingest.http;

import org.jspecify.annotations.Nullable;

/** A source gave no usable answer; the message says which, why, and what to do. */
public final class HttpFailedException extends Exception {

    private static final long serialVersionUID = 1;
    private static final long NO_WISH = -1;

    private final boolean passing;
    private final long waitMillis;

    private HttpFailedException(String message, boolean passing, long waitMillis, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
        this.waitMillis = waitMillis;
    }

    /** Asking again would change nothing. */
    static HttpFailedException lasting(String message, @Nullable Throwable cause) {
        return new HttpFailedException(message, false, NO_WISH, cause);
    }

    /** It may go well a little later. */
    static HttpFailedException passing(String message, @Nullable Throwable cause) {
        return new HttpFailedException(message, true, NO_WISH, cause);
    }

    /** It may go well after the time that the source asks for. */
    static HttpFailedException later(String message, long waitMillis) {
        return new HttpFailedException(message, true, waitMillis, null);
    }

    boolean isPassing() {
        return passing;
    }

    /** How long the source asks to wait, in milliseconds; negative when it does not say. */
    long waitMillis() {
        return waitMillis;
    }
}
