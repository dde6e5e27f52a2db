package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;

/** The unpacked bytes of a landed file, wherever they are kept; may be read more than once. */
@FunctionalInterface
public interface Content {

    /** Opens them; the caller closes. */
    InputStream open() throws IOException;
}
