package dev.calima.batch.ingest.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a source for.
 *
 * @param address where
 * @param headers of the request; their values may be secret and are never shown
 * @param etag of the answer that we have, to be told only what has changed; null to be told whatever it is
 * @param lastModified the same, for sources without ETag
 */
public record HttpQuestion(
        URI address,
        Map<String, String> headers,
        @Nullable String etag,
        @Nullable String lastModified) {

    public HttpQuestion {
        headers = Map.copyOf(headers);
    }

    /** Asks for whatever is there. */
    public static HttpQuestion of(URI address) {
        return new HttpQuestion(address, Map.of(), null, null);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
