package dev.calima.batch.ingest.feed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text in UTF-16, as spreadsheets save it under the name "Unicode text", given as the bytes of UTF-8. */
final class Utf16 extends InputStream {

    /** Bytes by which a text without a byte order mark is known. */
    private static final int LOOKED_AT = 16;

    private final Reader text;
    private final char[] characters = new char[1 << 13];
    private byte[] bytes = {};
    private int next;
    /** The first half of a character whose second half is not read yet; 0 for none. */
    private char half;

    Utf16(Reader text) {
        this.text = text;
    }

    /** Which of the two it is, by its byte order mark or because every other byte is 0; null when it is neither. */
    static @Nullable Charset of(BufferedInputStream in) throws IOException {
        in.mark(LOOKED_AT);
        byte[] head = in.readNBytes(LOOKED_AT);
        in.reset();
        if (head.length < 2) {
            return null;
        }
        if (((head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe) || isPlain(head, 0)) {
            return StandardCharsets.UTF_16LE;
        }
        return ((head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff) || isPlain(head, 1)
                ? StandardCharsets.UTF_16BE
                : null;
    }

    /** Whether its beginning is of letters and digits, each with a 0 beside it. */
    private static boolean isPlain(byte[] head, int at) {
        if (head.length < LOOKED_AT) {
            return false;
        }
        for (int i = 0; i < LOOKED_AT; i += 2) {
            if (head[i + at] <= 0 || head[i + 1 - at] != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int given = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, to, offset, given);
        next += given;
        return given;
    }

    /** Sees to it that a byte can be given; false at the end. */
    private boolean fill() throws IOException {
        while (next == bytes.length) {
            int begin = half == 0 ? 0 : 1;
            characters[0] = half;
            half = 0;
            int read = text.read(characters, begin, characters.length - begin);
            if (read < 0 && begin == 0) {
                return false;
            }
            int end = begin + Math.max(read, 0);
            if (read > 0 && Character.isHighSurrogate(characters[end - 1])) {
                half = characters[--end];
            }
            bytes = new String(Arrays.copyOf(characters, end)).getBytes(StandardCharsets.UTF_8);
            next = 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
