package dev.calima.batch.export;

import dev.calima.sql.type.QualityRule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Text after RFC 4180 in UTF-8, packed with gzip. Texts that a spreadsheet would take for a formula begin with an apostrophe. The
 * same rows give the same bytes.
 */
final class CsvExport implements ExportWriter {

    private static final String HEADER =
            "station,parameter,period_start,period_end,value,unit,validity,verification,quality\r\n";
    private static final int BUFFER = 1 << 16;

    private final Writer out;
    private final String parameter;
    private final String unit;

    CsvExport(Path file, ExportYear year) throws IOException {
        out = new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file), BUFFER), StandardCharsets.UTF_8),
                BUFFER);
        parameter = text(year.parameter());
        unit = text(year.unit());
        out.write(HEADER);
    }

    @Override
    public void write(ExportRow row) throws IOException {
        out.append(text(row.station())).append(',').append(parameter).append(',');
        out.append(row.start().toString())
                .append(',')
                .append(row.end().toString())
                .append(',');
        if (row.value() != null) {
            out.append(row.value().toString());
        }
        out.append(',').append(unit).append(',');
        out.append(Integer.toString(row.validity())).append(',');
        out.append(Integer.toString(row.verification())).append(',');
        out.append(String.join(" ", QualityRule.codes(row.quality()))).append("\r\n");
    }

    /** A cell that holds any text, and is taken for text. */
    static String text(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
