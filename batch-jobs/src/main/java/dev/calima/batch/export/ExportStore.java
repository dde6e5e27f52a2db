package dev.calima.batch.export;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where published files lie. A file is there whole or not at all. Thread-safe. */
interface ExportStore {

    /** {@code folder} or {@code s3}, as in the table {@code export_file}. */
    String kind();

    /** The bucket; null in a folder. */
    @Nullable String bucket();

    /** The whole key of a file. */
    String key(String path);

    /**
     * Puts a file under a key; what was there under it is replaced.
     *
     * @param sha256 of its bytes
     */
    void put(String key, Path file, byte[] sha256) throws IOException;

    /** Takes a file away; one that is not there is taken for gone. */
    void delete(String key) throws IOException;
}
