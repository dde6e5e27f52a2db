package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the end of a zip before its table of contents is read into memory: that table must have a sane size. */
final class ZipDirectory {

    private static final long MOST_BYTES = 4L << 20;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT_BYTES = 0xffff;
    private static final int END_ENTRIES_AT = 10;
    private static final int END_OFFSET_AT = 16;

    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_OFFSET_AT = 8;
    private static final int END64_BYTES = 56;
    private static final int END64_ENTRIES_AT = 32;
    private static final int END64_OFFSET_AT = 48;

    private ZipDirectory() {}

    static void check(Path file, int mostEntries) throws IOException, ZipContents.RefusedException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            int tailBytes = (int) Math.min(size, END_BYTES + MOST_COMMENT_BYTES + LOCATOR_BYTES);
            ByteBuffer tail = read(channel, size - tailBytes, tailBytes);
            int end = endIn(tail);
            long entries = Short.toUnsignedLong(tail.getShort(end + END_ENTRIES_AT));
            long offset = Integer.toUnsignedLong(tail.getInt(end + END_OFFSET_AT));
            int locator = end - LOCATOR_BYTES;
            if (locator >= 0 && tail.getInt(locator) == LOCATOR) {
                ByteBuffer end64 = read(channel, tail.getLong(locator + LOCATOR_OFFSET_AT), END64_BYTES);
                entries = end64.getLong(END64_ENTRIES_AT);
                offset = end64.getLong(END64_OFFSET_AT);
            }
            if (entries < 0 || entries > mostEntries) {
                throw new ZipContents.RefusedException(tooMany(entries, mostEntries));
            }
            if (offset < 0 || size - offset > MOST_BYTES) {
                throw new ZipContents.RefusedException("its table of contents is larger than " + (MOST_BYTES >> 20)
                        + " MiB: no published archive's is; look where it came from");
            }
        }
    }

    static String tooMany(long entries, int most) {
        return "it holds " + entries + " files, more than " + most + ": unpack it and load them in parts";
    }

    private static int endIn(ByteBuffer tail) throws IOException {
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                return at;
            }
        }
        throw new IOException("it has no end, so it is cut");
    }

    private static ByteBuffer read(SeekableByteChannel channel, long from, int bytes) throws IOException {
        if (from < 0 || from > channel.size() - bytes) {
            throw new IOException("it points outside of itself");
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(from);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until it is full
        }
        return buffer.flip();
    }
}
