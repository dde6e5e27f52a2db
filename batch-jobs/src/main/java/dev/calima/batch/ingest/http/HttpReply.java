package dev.calima.batch.ingest.http;

import java.net.URI;

/** What one request came back with. */
sealed interface HttpReply {

    /** The end. */
    record Final(HttpAnswer answer) implements HttpReply {}

    /** Look there. */
    record Elsewhere(URI address) implements HttpReply {}
}
