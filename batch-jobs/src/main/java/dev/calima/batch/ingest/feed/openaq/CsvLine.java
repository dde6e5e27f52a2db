package dev.calima.batch.ingest.feed.openaq;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a line at its commas. A field may be quoted; a doubled quote in it is one. */
final class CsvLine {

    private CsvLine() {}

    /** Its fields, at most {@code atMost}; null when a quote is not closed, or something follows a closed one. */
    static @Nullable List<String> split(String line, int atMost) {
        List<String> fields = new ArrayList<>();
        int next = 0;
        while (fields.size() < atMost) {
            int end = next < line.length() && line.charAt(next) == '"' ? closing(line, next) : comma(line, next);
            if (end < 0 || (end < line.length() && line.charAt(end) != ',')) {
                return null;
            }
            fields.add(plain(line.substring(next, end)));
            if (end == line.length()) {
                return fields;
            }
            next = end + 1;
        }
        return fields;
    }

    private static int comma(String line, int from) {
        int comma = line.indexOf(',', from);
        return comma < 0 ? line.length() : comma;
    }

    /** Place after the quote that closes the one at {@code open}; -1 when none does. */
    private static int closing(String line, int open) {
        for (int i = open + 1; i < line.length(); i++) {
            if (line.charAt(i) == '"') {
                if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private static String plain(String field) {
        return field.startsWith("\"") ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field.strip();
    }
}
