package dev.calima.batch.ingest.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a source answered. */
public sealed interface HttpAnswer {

    /**
     * Its bytes, whole, as received (packed when the source packed them).
     *
     * @param body where they are; whoever asked moves or deletes the file
     * @param sizeBytes how many
     * @param etag to ask with next time; null when it has none
     * @param lastModified the same, as sent
     */
    record Received(
            Path body,
            long sizeBytes,
            @Nullable String etag,
            @Nullable String lastModified) implements HttpAnswer {}

    /** It is still what we have. */
    record Unchanged() implements HttpAnswer {}

    /**
     * There is no such thing (404, 410), or it is empty by intent (204).
     *
     * @param status the status that says so
     */
    record Nothing(int status) implements HttpAnswer {}
}
