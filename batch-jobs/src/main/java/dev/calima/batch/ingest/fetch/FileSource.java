package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.util.List;

/** A kind of place where files come from, such as this machine or S3. */
public interface FileSource {

    /** Whether an address is one of its own. Exactly one source says so; this machine takes what nobody else does. */
    boolean isOneOfIts(String address);

    /**
     * The files meant, none received yet, in the order of their names. What is listed is frozen: a file that has changed
     * by the time it is received is an error.
     *
     * @throws NothingFoundException when the address leads nowhere, or may not be read; the message says what to do
     */
    List<Incoming> find(String address) throws IOException, NothingFoundException;
}
