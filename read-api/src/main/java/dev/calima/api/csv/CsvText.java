package dev.calima.api.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes cells and rows: UTF-8, comma, CR LF, quotes where needed. A null is an empty cell. Text that a spreadsheet would
 * take for a formula gets an apostrophe in front; numbers and times are written as they are, so that -5.2 stays a number.
 */
public final class CsvText {

    private static final int BUFFER = 1 << 16;
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final StringBuilder row = new StringBuilder(BUFFER);
    private final Writer out;
    private boolean rowBegun;

    public CsvText(OutputStream out) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    /** The first row. */
    public void header(String... names) throws IOException {
        for (String name : names) {
            text(name);
        }
        endRow();
    }

    public CsvText text(@Nullable String value) {
        separate();
        if (value != null && !value.isEmpty()) {
            quoted(FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value);
        }
        return this;
    }

    /** A number, finite or null; {@code .} is the decimal sign. */
    public CsvText number(@Nullable Number value) {
        separate();
        if (value != null) {
            row.append(value);
        }
        return this;
    }

    /** ISO 8601, UTC. */
    public CsvText time(@Nullable Instant value) {
        separate();
        if (value != null) {
            row.append(value);
        }
        return this;
    }

    public CsvText truth(@Nullable Boolean value) {
        separate();
        if (value != null) {
            row.append(value.booleanValue());
        }
        return this;
    }

    /** @throws IOException when the caller is gone */
    public void endRow() throws IOException {
        row.append("\r\n");
        rowBegun = false;
        if (row.length() > BUFFER - 1024) {
            drain();
        }
    }

    /** Sends what is left. */
    public void finish() throws IOException {
        drain();
        out.flush();
    }

    private void drain() throws IOException {
        out.append(row);
        row.setLength(0);
    }

    private void separate() {
        if (rowBegun) {
            row.append(',');
        }
        rowBegun = true;
    }

    private void quoted(String value) {
        if (value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
            row.append(value);
            return;
        }
        row.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
}
