package dev.calima.batch.ingest.ask;

import org.jspecify.annotations.Nullable;

/**
 * How to ask for something only if it has changed since it was loaded.
 *
 * @param etag of that answer; null when it had none
 * @param lastModified the same
 */
public record Validator(@Nullable String etag, @Nullable String lastModified) {

    /** To be told whatever it is. */
    public static final Validator NONE = new Validator(null, null);
}
