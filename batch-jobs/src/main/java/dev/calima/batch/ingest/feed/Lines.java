package dev.calima.batch.ingest.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a file as bytes, without their ends ({@code LF}, {@code CRLF} or {@code CR}). A byte order mark is left out. Lines are
 * counted from 1. Not thread-safe.
 */
public final class Lines {

    /** The longest line that is kept, in bytes; a longer one is cut and {@link #isTooLong()}. */
    public static final int LONGEST = 1 << 20;

    private static final int BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int filled;
    private int next;
    private int start;
    private int end;
    private long number;
    private boolean ended;
    private boolean tooLong;
    private boolean afterCarriageReturn;

    /** Reads {@code in}, which the caller closes. */
    public Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false at the end. */
    public boolean next() throws IOException {
        start = next;
        tooLong = false;
        if (afterCarriageReturn) {
            skipLineFeed();
        }
        int scan = next;
        while (true) {
            for (; scan < filled; scan++) {
                if (buffer[scan] <= '\r' && isEnd(buffer[scan])) {
                    return found(scan);
                }
            }
            if (scan - start > LONGEST) {
                tooLong = true;
                skipRest();
                return true;
            }
            int consumed = start;
            if (!fill()) {
                return filled > start && found(filled);
            }
            scan -= consumed - start;
        }
    }

    /** The bytes in which the line stands, from {@link #start()} to {@link #end()}; valid until the next line. */
    public byte[] bytes() {
        return buffer;
    }

    /** The first byte of the line. */
    public int start() {
        return start;
    }

    /** After the last byte of the line. */
    public int end() {
        return end;
    }

    /** Number of the line, from 1. */
    public long number() {
        return number;
    }

    /** Whether the line was longer than {@link #LONGEST}; what is kept of it is its beginning. */
    public boolean isTooLong() {
        return tooLong;
    }

    /** The line as text; bytes that are no UTF-8 are read as Latin-1. */
    public String text() {
        return text(buffer, start, end);
    }

    /** Bytes as text; those that are no UTF-8 are read as Latin-1. */
    public static String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /** The second half of the line end before. */
    private void skipLineFeed() throws IOException {
        afterCarriageReturn = false;
        if (next == filled) {
            fill();
        }
        if (next < filled && buffer[next] == '\n') {
            next++;
            start = next;
        }
    }

    private boolean found(int lineEnd) {
        number++;
        tooLong = lineEnd - start > LONGEST;
        end = lineEnd;
        next = Math.min(lineEnd + 1, filled);
        afterCarriageReturn = lineEnd < filled && buffer[lineEnd] == '\r';
        if (number == 1 && startsWithByteOrderMark()) {
            start += BYTE_ORDER_MARK.length;
        }
        return true;
    }

    private boolean startsWithByteOrderMark() {
        return end - start >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        buffer, start, start + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** Reads on; moves the line begun to the front and widens the buffer where it must. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int kept = filled - start;
        if (kept > 0 && kept == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        } else if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, kept);
        }
        filled = kept;
        next -= start;
        start = 0;
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
            return false;
        }
        filled += read;
        return true;
    }

    /** Leaves out the rest of a line that is too long; its first bytes stay. */
    private void skipRest() throws IOException {
        byte[] head = Arrays.copyOfRange(buffer, start, start + 4096);
        int position = filled;
        outer:
        while (true) {
            for (int i = position; i < filled; i++) {
                if (isEnd(buffer[i])) {
                    position = i + 1;
                    afterCarriageReturn = buffer[i] == '\r';
                    break outer;
                }
            }
            int read = in.read(buffer, 0, buffer.length);
            if (read < 0) {
                ended = true;
                filled = 0;
                position = 0;
                break;
            }
            filled = read;
            position = 0;
        }
        byte[] rest = Arrays.copyOfRange(buffer, position, filled);
        buffer = new byte[Math.max(BUFFER, head.length + rest.length)];
        System.arraycopy(head, 0, buffer, 0, head.length);
        System.arraycopy(rest, 0, buffer, head.length, rest.length);
        start = 0;
        end = head.length;
        next = head.length;
        filled = head.length + rest.length;
        number++;
    }
}
