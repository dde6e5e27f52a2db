package dev.calima.batch.ingest.fetch;

import java.io.IOException;

/** An object is no longer the one that was listed or told of, or it is gone; asking for the same one again is no use. */
public final class ObjectChangedException extends IOException {

    private static final long serialVersionUID = 1;

    ObjectChangedException(String message) {
        super(message);
    }
}
