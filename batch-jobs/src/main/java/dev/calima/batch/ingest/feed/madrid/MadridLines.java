package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.feed.Lines;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The lines with data of one file, each with its fields found. The first line that is a header, or that can be nothing but
 * a line of one layout, decides the file's layout; what stands before it is read again by that layout, so that a damaged
 * first line costs itself and not the file. A header further down announces the layout from there on.
 */
final class MadridLines {

    private static final int LINES_LOOKED_AT = 50;
    private static final int BYTES_LOOKED_AT = 1 << 18;
    private static final int SHOWN = 60;

    /** A line from before the one that decided. */
    private static final class Early {

        private final long number;
        private final byte[] bytes;
        private final boolean tooLong;

        Early(Lines lines) {
            number = lines.number();
            bytes = Arrays.copyOfRange(lines.bytes(), lines.start(), lines.end());
            tooLong = lines.isTooLong();
        }
    }

    private final Lines lines;
    private final MadridLayouts layouts;
    private final MadridFields fields;
    private final Deque<Early> early = new ArrayDeque<>();
    private final String head;
    private MadridLayout layout;
    /** Whether the line that {@link #lines} stands at was looked at when the file was opened, and not given yet. */
    private boolean waiting;

    private byte[] bytes = {};
    private int start;
    private int end;
    private long number;
    private @Nullable Notice problem;

    /** Begins to read. */
    static MadridLines open(Source source, MadridLayouts layouts) throws IOException, NotThisFormatException {
        return new MadridLines(source.lines(), layouts);
    }

    private MadridLines(Lines lines, MadridLayouts layouts) throws IOException, NotThisFormatException {
        this.lines = lines;
        this.layouts = layouts;
        this.fields = new MadridFields(layouts.pairs());
        int looked = 0;
        while (lines.next()) {
            if (isEmpty()) {
                continue;
            }
            @Nullable MadridLayout announced = layouts.announcedBy(lines.bytes(), lines.start(), lines.end());
            if (announced != null) {
                layout = announced;
                head = lines.text() + "\n";
                return;
            }
            @Nullable MadridLayout found = layouts.of(lines.bytes(), lines.start(), lines.end());
            if (found != null) {
                layout = found;
                head = "";
                waiting = true;
                return;
            }
            early.add(new Early(lines));
            looked += lines.end() - lines.start();
            if (early.size() == LINES_LOOKED_AT || looked > BYTES_LOOKED_AT) {
                break;
            }
        }
        throw new NotThisFormatException(nothingFound());
    }

    private String nothingFound() {
        @Nullable Early first = early.peekFirst();
        if (first == null) {
            return "it is empty: nothing to load; if it should not be, fetch it again";
        }
        String text = new String(first.bytes, StandardCharsets.US_ASCII).replace('\uFFFD', '?');
        return "none of its first " + early.size() + " lines is one of Madrid's: expected " + layouts.inWords()
                + ", found '" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...")
                + "'; check that the file belongs to this feed";
    }

    private boolean isEmpty() {
        if (lines.isTooLong()) {
            return false;
        }
        int at = lines.start();
        while (at < lines.end() && lines.bytes()[at] == ' ') {
            at++;
        }
        return at == lines.end();
    }

    /** Goes to the next line with data; false at the end. */
    boolean next() throws IOException {
        @Nullable Early before = early.pollFirst();
        if (before != null) {
            take(before.bytes, 0, before.bytes.length, before.number, before.tooLong);
            return true;
        }
        while (waiting || lines.next()) {
            waiting = false;
            if (isEmpty() || isHeader()) {
                continue;
            }
            take(lines.bytes(), lines.start(), lines.end(), lines.number(), lines.isTooLong());
            return true;
        }
        return false;
    }

    private boolean isHeader() {
        byte first = lines.bytes()[lines.start()];
        if (first >= '0' && first <= '9') {
            return false;
        }
        @Nullable MadridLayout announced = layouts.announcedBy(lines.bytes(), lines.start(), lines.end());
        if (announced == null) {
            return false;
        }
        layout = announced;
        return true;
    }

    private void take(byte[] line, int from, int to, long lineNumber, boolean tooLong) {
        bytes = line;
        start = from;
        end = to;
        number = lineNumber;
        if (tooLong) {
            problem = notice(NoticeKind.LINE_TOO_LONG, "the line is longer than 1 MiB; no line of this format is");
        } else {
            problem = layout.locate(line, from, to, fields) ? null : mismatch();
        }
    }

    private Notice mismatch() {
        @Nullable MadridLayout other = layouts.of(bytes, start, end);
        return other == null
                ? notice(layout.mismatchKind(), layout.mismatch(bytes, start, end))
                : notice(
                        NoticeKind.OTHER_LAYOUT,
                        "the line is one of " + other.inWords() + ", and the file began with " + layout.inWords()
                                + "; two files were joined: take them apart");
    }

    private Notice notice(NoticeKind kind, String reason) {
        return new Notice(kind, number, "", reason);
    }

    /** Why the fields of the line could not be found; null when they were. */
    @Nullable Notice problem() {
        return problem;
    }

    /** The fields of the line; valid until the next line. */
    MadridFields fields() {
        return fields;
    }

    /** Number of the line in the file, from 1. */
    long number() {
        return number;
    }

    /** The line as it stands in the file; bytes that are no UTF-8 are read as Latin-1. */
    String text() {
        return Lines.text(bytes, start, end);
    }

    /** The header with which the file begins; empty when it has none. */
    String head() {
        return head;
    }
}
