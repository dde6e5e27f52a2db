package dev.calima.api.csv;

import java.io.IOException;

/** The body of an answer in CSV, written while it is sent: a header row, then one row after the other. */
@FunctionalInterface
public interface CsvBody {

    /** @throws IOException when the caller is gone */
    void writeTo(CsvText csv) throws IOException;
}
