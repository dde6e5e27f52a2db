package dev.calima.bench.read;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/** One request at a time on one connection that is kept: sends it, takes its answer apart, and is then ready for the next. */
final class Exchange implements AutoCloseable {

    private static final int FIRST_SIZE = 1 << 15;
    private static final int LONGEST_HEAD = 1 << 14;
    private static final int CR = '\r';

    private final SocketChannel channel;
    private byte[] received = new byte[FIRST_SIZE];
    private int length;
    private int bodyStart;
    private long bodyLength;
    private boolean chunked;
    private ByteBuffer request = ByteBuffer.allocate(0);
    private int number;
    private long sentAt;

    /** @param channel connected, not blocking */
    Exchange(SocketChannel channel) {
        this.channel = channel;
    }

    /** @param which number of the request, given back by {@link #number()} */
    void send(byte[] bytes, int which) throws IOException {
        request = ByteBuffer.wrap(bytes);
        number = which;
        length = 0;
        bodyStart = 0;
        sentAt = System.nanoTime();
        write();
    }

    boolean isSent() {
        return !request.hasRemaining();
    }

    void write() throws IOException {
        channel.write(request);
    }

    /** Takes what has come; true when the answer is whole. */
    boolean read(ByteBuffer through) throws IOException {
        through.clear();
        int read = channel.read(through);
        if (read < 0) {
            throw new EOFException("the server closed a connection in the middle of an answer");
        }
        if (length + read > received.length) {
            received = Arrays.copyOf(received, Math.max(2 * received.length, length + read));
        }
        through.flip().get(received, length, read);
        length += read;
        return (bodyStart > 0 || findHead()) && isWhole();
    }

    int number() {
        return number;
    }

    /** When it was sent, by {@link System#nanoTime()}. */
    long sentAt() {
        return sentAt;
    }

    int status() {
        return (received[9] - '0') * 100 + (received[10] - '0') * 10 + received[11] - '0';
    }

    /** How long the body is as it came, in bytes; chunks' own lines are counted. */
    int bodyBytes() {
        return length - bodyStart;
    }

    byte[] body() {
        return chunked ? withoutChunks() : Arrays.copyOfRange(received, bodyStart, length);
    }

    /** A check sum of the body. */
    int bodySum() {
        CRC32C sum = new CRC32C();
        if (chunked) {
            byte[] body = withoutChunks(); // where chunks end may differ
            sum.update(body, 0, body.length);
        } else {
            sum.update(received, bodyStart, length - bodyStart);
        }
        return (int) sum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean findHead() throws IOException {
        for (int i = 0; i + 3 < length; i++) {
            if (received[i] == CR && received[i + 2] == CR) {
                bodyStart = i + 4;
                String head = new String(received, 0, bodyStart, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                chunked = head.contains("\r\ntransfer-encoding: chunked");
                bodyLength = chunked ? -1 : contentLength(head);
                return true;
            }
        }
        if (length > LONGEST_HEAD) {
            throw new IOException("no end of the answer's head within " + LONGEST_HEAD + " bytes");
        }
        return false;
    }

    private static long contentLength(String head) throws IOException {
        int at = head.indexOf("\r\ncontent-length:");
        if (at < 0) {
            throw new IOException("an answer says neither its length nor that it comes in chunks: " + head);
        }
        int start = head.indexOf(':', at + 2) + 1;
        return Long.parseLong(head.substring(start, head.indexOf('\r', start)).strip());
    }

    private boolean isWhole() {
        if (!chunked) {
            return length - bodyStart >= bodyLength;
        }
        int at = bodyStart;
        while (at < length) {
            int lineEnd = lineEnd(at);
            if (lineEnd < 0) {
                return false;
            }
            int size = chunkSize(at, lineEnd);
            at = lineEnd + 2 + size + 2;
            if (size == 0) {
                return length >= at;
            }
        }
        return false;
    }

    private byte[] withoutChunks() {
        byte[] body = new byte[length];
        int filled = 0;
        int at = bodyStart;
        while (true) {
            int lineEnd = lineEnd(at);
            int size = chunkSize(at, lineEnd);
            if (size == 0) {
                return Arrays.copyOf(body, filled);
            }
            System.arraycopy(received, lineEnd + 2, body, filled, size);
            filled += size;
            at = lineEnd + 2 + size + 2;
        }
    }

    private int lineEnd(int from) {
        for (int i = from; i + 1 < length; i++) {
            if (received[i] == CR) {
                return i;
            }
        }
        return -1;
    }

    private int chunkSize(int from, int lineEnd) {
        return Integer.parseInt(new String(received, from, lineEnd - from, StandardCharsets.US_ASCII), 16);
    }
}
