package dev.calima.batch.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes rows into a file of one format, as they come; closing makes it whole. */
interface ExportWriter extends Closeable {

    void write(ExportRow row) throws IOException;
}
