package dev.calima.batch.ingest.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds the body of a {@code COPY ... (FORMAT binary)}. See "Binary Format" on the page COPY of the PostgreSQL
 * documentation.
 */
final class BinaryCopy {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLOAT4 = 700; // object id of the type real
    private static final int EPOCH_DAY_OF_2000 = 10957; // dates count from 2000-01-01

    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private byte[] bytes = new byte[1 << 20];
    private int length;

    BinaryCopy() {
        append(SIGNATURE);
        int4(0); // no object ids
        int4(0); // no header extension
    }

    void row(int columns) {
        int2(columns);
    }

    void integerColumn(int value) {
        int4(Integer.BYTES);
        int4(value);
    }

    void bigintColumn(long value) {
        int4(Long.BYTES);
        int8(value);
    }

    /** An instant, in microseconds since 1970-01-01T00:00Z. */
    void timestamptzColumn(long epochMicros) {
        bigintColumn(epochMicros - EPOCH_DAY_OF_2000 * MICROS_OF_DAY);
    }

    void smallintColumn(int value) {
        int4(Short.BYTES);
        int2(value);
    }

    void dateColumn(int epochDay) {
        int4(Integer.BYTES);
        int4(epochDay - EPOCH_DAY_OF_2000);
    }

    void byteaColumn(byte[] value) {
        int4(value.length);
        append(value);
    }

    /** Bytes, or null when all of them are 0. */
    void byteaColumnOrNull(byte[] value) {
        for (byte one : value) {
            if (one != 0) {
                byteaColumn(value);
                return;
            }
        }
        int4(-1);
    }

    /** An array of {@code real}; elements whose flag is 0 are null. */
    void realArrayColumn(float[] values, byte[] flags) {
        int nulls = 0;
        for (byte flag : flags) {
            if (flag == 0) {
                nulls++;
            }
        }
        int elements = values.length * Integer.BYTES + (values.length - nulls) * Float.BYTES;
        int4(5 * Integer.BYTES + elements);
        int4(1); // dimensions
        int4(nulls > 0 ? 1 : 0);
        int4(FLOAT4);
        int4(values.length);
        int4(1); // first index
        for (int i = 0; i < values.length; i++) {
            if (flags[i] == 0) {
                int4(-1);
            } else {
                int4(Float.BYTES);
                int4(Float.floatToRawIntBits(values[i]));
            }
        }
    }

    /** Ends the body. */
    void end() {
        int2(-1);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void int2(int value) {
        room(Short.BYTES);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    private void int4(int value) {
        room(Integer.BYTES);
        bytes[length++] = (byte) (value >> 24);
        bytes[length++] = (byte) (value >> 16);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    private void int8(long value) {
        int4((int) (value >> Integer.SIZE));
        int4((int) value);
    }

    private void append(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
