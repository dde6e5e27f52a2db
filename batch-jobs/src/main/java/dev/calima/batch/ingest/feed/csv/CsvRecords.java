package dev.calima.batch.ingest.feed.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldModifiers;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import dev.calima.batch.ingest.NoticeKind;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a text table by RFC 4180, each with its own text. A quoted field may hold line ends; one that is never
 * closed costs its own line and not the rest of the file. Fields come without blanks around them. Empty lines are left out.
 */
final class CsvRecords {

    /** Lines that one record may have; more means that a quote was not closed. */
    private static final int MOST_LINES = 50;
    /** Stands for "no quote": no text has it. */
    private static final char NO_QUOTE = '\0';

    private final TextLines lines;
    private final char delimiter;
    private final char quote;
    private final CsvReader.CsvReaderBuilder parser;
    private final StringArrayHandler fields;
    private final Deque<TextLines.Line> put = new ArrayDeque<>();
    private int width;

    /** @param quote null when nothing is quoted */
    CsvRecords(Reader in, char delimiter, @Nullable Character quote) {
        this.lines = new TextLines(in);
        this.delimiter = delimiter;
        this.quote = quote == null ? NO_QUOTE : quote;
        this.parser = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(this.quote)
                .skipEmptyLines(false);
        this.fields = StringArrayHandler.of(handler -> handler.fieldModifier(FieldModifiers.TRIM));
    }

    /**
     * A record, or a line that is none.
     *
     * @param line the number of its first line, from 1
     * @param text as it stands in the file, its inner line ends as {@code LF}
     * @param fields its fields; empty when it cannot be read
     * @param problem why it cannot be read; null when it can
     */
    record CsvRecord(
            long line,
            String text,
            List<String> fields,
            @Nullable Problem problem) {}

    /** Why a record cannot be read. */
    record Problem(NoticeKind kind, String reason) {}

    /** Tells how many fields a record has: one of several lines that has not is a quote that was not closed. */
    void expect(int fieldsOfRecord) {
        width = fieldsOfRecord;
    }

    /** One line as it stands, whatever it is; null at the end. */
    @Nullable String rawLine() throws IOException {
        TextLines.@Nullable Line line = line();
        return line == null ? null : line.text();
    }

    /** The next record; null at the end. */
    @Nullable CsvRecord next() throws IOException {
        TextLines.@Nullable Line first;
        do {
            first = line();
            if (first == null) {
                return null;
            }
        } while (first.text().isBlank());
        if (first.tooLong()) {
            return broken(
                    first,
                    NoticeKind.LINE_TOO_LONG,
                    "the line is longer than " + (TextLines.LONGEST >> 20)
                            + " Mi characters; it may be no text, or lines without ends");
        }
        List<TextLines.Line> more = new ArrayList<>();
        @Nullable String whole = whole(first, more);
        if (whole == null) {
            return unclosed(first);
        }
        try {
            List<String> found = List.of(parser.ofSingleCsvRecord(fields, whole));
            if (!more.isEmpty() && width > 0 && found.size() != width) {
                giveBack(more);
                return unclosed(first);
            }
            return new CsvRecord(first.number(), whole, found, null);
        } catch (CsvParseException e) {
            giveBack(more); // a quote too many must not cost the lines after it
            return broken(
                    first,
                    NoticeKind.BROKEN_QUOTES,
                    "the line cannot be split into columns, a quote is not where it should be: " + e.getMessage());
        }
    }

    private CsvRecord unclosed(TextLines.Line first) {
        return broken(
                first,
                NoticeKind.BROKEN_QUOTES,
                "a quote " + quote + " is opened and not closed; close it, or double it where it is part of a text");
    }

    private void giveBack(List<TextLines.Line> taken) {
        for (TextLines.Line line : taken.reversed()) {
            put.addFirst(line);
        }
    }

    private static CsvRecord broken(TextLines.Line line, NoticeKind kind, String reason) {
        return new CsvRecord(line.number(), line.text(), List.of(), new Problem(kind, reason));
    }

    private TextLines.@Nullable Line line() throws IOException {
        return put.isEmpty() ? lines.next() : put.poll();
    }

    /**
     * The text from a line to where its quotes are closed; null when they are not, and then what follows is kept.
     *
     * @param taken receives the lines after the first
     */
    private @Nullable String whole(TextLines.Line first, List<TextLines.Line> taken) throws IOException {
        boolean open = isOpenAfter(first.text(), false);
        if (!open) {
            return first.text();
        }
        StringBuilder text = new StringBuilder(first.text());
        while (open && taken.size() < MOST_LINES && text.length() < TextLines.LONGEST) {
            TextLines.@Nullable Line more = line();
            if (more == null) {
                break;
            }
            taken.add(more);
            text.append('\n').append(more.text());
            open = isOpenAfter(more.text(), true);
        }
        if (open) {
            giveBack(taken);
            return null;
        }
        return text.toString();
    }

    /** Whether a quoted field is still open at the end of a line that begins outside or inside of one. */
    private boolean isOpenAfter(String line, boolean inside) {
        if (quote == NO_QUOTE || (!inside && line.indexOf(quote) < 0)) {
            return false;
        }
        boolean quoted = inside;
        boolean fieldBegins = !inside;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                quoted = c != quote; // a doubled one closes and opens again
                fieldBegins = c == quote && i + 1 < line.length() && line.charAt(i + 1) == quote;
            } else if (c == quote && fieldBegins) {
                quoted = true;
                fieldBegins = false;
            } else {
                fieldBegins = c == delimiter;
            }
        }
        return quoted;
    }
}
