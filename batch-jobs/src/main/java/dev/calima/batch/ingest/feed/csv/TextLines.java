package dev.calima.batch.ingest.feed.csv;

import java.io.IOException;
import java.io.Reader;

/**
 * The lines of a text, without their ends ({@code LF}, {@code CRLF} or {@code CR}). A byte order mark is left out. Lines
 * are counted from 1. Not thread-safe.
 */
final class TextLines {

    /** The longest line that is kept, in characters; a longer one is cut to {@link #CUT}. */
    static final int LONGEST = 1 << 20;
    /** What is kept of a line that is too long. */
    static final int CUT = 4096;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader in;
    private final char[] buffer = new char[1 << 15];
    private final StringBuilder line = new StringBuilder();
    private int filled;
    private int next;
    private long number;
    private boolean afterCarriageReturn;

    TextLines(Reader in) {
        this.in = in;
    }

    /**
     * A line.
     *
     * @param number from 1
     * @param text without its end
     * @param tooLong whether it was cut
     */
    record Line(long number, String text, boolean tooLong) {}

    /** The next line, or null at the end. */
    @org.jspecify.annotations.Nullable Line next() throws IOException {
        line.setLength(0);
        boolean any = false;
        boolean tooLong = false;
        while (next < filled || fill()) {
            char c = buffer[next++];
            if (c == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false; // the second half of the end before
                continue;
            }
            afterCarriageReturn = c == '\r';
            if (c == '\n' || c == '\r') {
                return made(tooLong);
            }
            any = true;
            if (line.length() < LONGEST) {
                line.append(c);
            } else {
                tooLong = true;
            }
        }
        return any ? made(tooLong) : null;
    }

    private Line made(boolean tooLong) {
        number++;
        if (number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
            line.deleteCharAt(0);
        }
        return new Line(number, tooLong ? line.substring(0, CUT) : line.toString(), tooLong);
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
