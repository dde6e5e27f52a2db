package dev.calima.bench.kill;

import dev.calima.sql.FaultProxy.Filter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads what a PostgreSQL server answers and, while it is armed, swallows the answer to the next commit and cuts that line. */
final class CommitGate {

    private static final int HEAD = 5;
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);

    private final AtomicBoolean armed = new AtomicBoolean();

    /** The next commit's answer gets lost. */
    void arm() {
        armed.set(true);
    }

    /** Whether it still waits for a commit. */
    boolean isArmed() {
        return armed.get();
    }

    /** No answer gets lost any more. */
    void disarm() {
        armed.set(false);
    }

    /** For the answers of one connection. */
    Filter filter() {
        return new Messages();
    }

    /** Finds the bounds of the messages: one byte of type, four of length, the rest. */
    private final class Messages implements Filter {

        private final byte[] head = new byte[HEAD];
        private int headBytes;
        private int rest;
        private boolean begun;

        @Override
        public int passes(byte[] bytes, int length) {
            int at = 0;
            if (!begun) {
                begun = true;
                at = length == 1 ? 1 : 0; // the answer to the question for TLS is a byte and no message
            }
            while (at < length) {
                if (rest > 0) {
                    int skipped = Math.min(rest, length - at);
                    rest -= skipped;
                    at += skipped;
                } else if (headBytes == 0 && isCommit(bytes, at, length) && armed.compareAndSet(true, false)) {
                    return at;
                } else {
                    head[headBytes++] = bytes[at++];
                    if (headBytes == HEAD) {
                        rest = ByteBuffer.wrap(head).getInt(1) - Integer.BYTES;
                        headBytes = 0;
                    }
                }
            }
            return length;
        }

        private boolean isCommit(byte[] bytes, int at, int length) {
            int from = at + HEAD;
            int to = from + COMMITTED.length;
            return to <= length && bytes[at] == 'C' && Arrays.equals(bytes, from, to, COMMITTED, 0, COMMITTED.length);
        }
    }
}
