package dev.calima.batch.observation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Builds the body of a {@code COPY ... (FORMAT binary)} and sends it. See "Binary Format" on the page COPY of the PostgreSQL
 * documentation. Its buffer is used again for the next body.
 */
final class BinaryCopy {

    private static final VarHandle INT2 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT4 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT8 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SMALLINT = 21; // object ids of types
    private static final int REAL = 700;
    private static final int ARRAY_HEADER = 5 * Integer.BYTES;
    private static final int NULL = -1;
    private static final int EPOCH_DAY_OF_2000 = 10957; // dates count from 2000-01-01
    private static final long MICROS_OF_DAY = 86_400_000_000L;
    private static final int FIRST_SIZE = 1 << 16;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    /** Begins a new body. */
    void begin() {
        length = 0;
        append(SIGNATURE, 0, SIGNATURE.length);
        int4(0); // no object ids
        int4(0); // no header extension
    }

    /** Adds the rows of another body, which is not ended. */
    void append(BinaryCopy rows) {
        int header = SIGNATURE.length + 2 * Integer.BYTES;
        append(rows.bytes, header, rows.length - header);
    }

    void row(int columns) {
        room(Short.BYTES);
        INT2.set(bytes, length, (short) columns);
        length += Short.BYTES;
    }

    void nullColumn() {
        int4(NULL);
    }

    void integerColumn(int value) {
        int4(Integer.BYTES);
        int4(value);
    }

    void bigintColumn(long value) {
        int4(Long.BYTES);
        room(Long.BYTES);
        INT8.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** An instant, in microseconds since 1970-01-01T00:00Z. */
    void timestamptzColumn(long epochMicros) {
        bigintColumn(epochMicros - EPOCH_DAY_OF_2000 * MICROS_OF_DAY);
    }

    void smallintColumn(int value) {
        int4(Short.BYTES);
        room(Short.BYTES);
        INT2.set(bytes, length, (short) value);
        length += Short.BYTES;
    }

    void booleanColumn(boolean value) {
        int4(Byte.BYTES);
        room(Byte.BYTES);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    void dateColumn(int epochDay) {
        integerColumn(epochDay - EPOCH_DAY_OF_2000);
    }

    void byteaColumn(byte[] value, int from, int count) {
        int4(count);
        append(value, from, count);
    }

    /** Bytes, or null when all of them are 0. */
    void byteaColumnOrNull(byte[] value, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (value[i] != 0) {
                byteaColumn(value, from, count);
                return;
            }
        }
        nullColumn();
    }

    void smallintArrayColumn(short[] values, int count) {
        arrayHeader(SMALLINT, count, 0, count * (Integer.BYTES + Short.BYTES));
        for (int i = 0; i < count; i++) {
            smallintColumn(values[i]);
        }
    }

    /** An array of {@code real} without nulls. */
    void realArrayColumn(float[] values, int count) {
        arrayHeader(REAL, count, 0, count * Long.BYTES);
        for (int i = 0; i < count; i++) {
            real(values[i]);
        }
    }

    /** An array of {@code real}; elements whose flag is 0 are null. */
    void realArrayColumn(float[] values, byte[] flags, int from, int count) {
        int nulls = 0;
        for (int i = from; i < from + count; i++) {
            if (flags[i] == 0) {
                nulls++;
            }
        }
        arrayHeader(REAL, count, nulls, count * Integer.BYTES + (count - nulls) * Float.BYTES);
        for (int i = from; i < from + count; i++) {
            if (flags[i] == 0) {
                INT4.set(bytes, length, NULL);
                length += Integer.BYTES;
            } else {
                real(values[i]);
            }
        }
    }

    /** Makes room for the elements as well. */
    private void arrayHeader(int type, int count, int nulls, int elements) {
        room(Integer.BYTES + ARRAY_HEADER + elements);
        int4(ARRAY_HEADER + elements);
        int4(1); // dimensions
        int4(nulls > 0 ? 1 : 0);
        int4(type);
        int4(count);
        int4(1); // first index
    }

    /** An element: its length and itself in one write. The room is there. */
    private void real(float value) {
        INT8.set(
                bytes,
                length,
                ((long) Float.BYTES << Integer.SIZE) | Integer.toUnsignedLong(Float.floatToRawIntBits(value)));
        length += Long.BYTES;
    }

    /** Ends the body and sends all that is left of it. */
    void sendEnd(CopyIn copy) throws SQLException {
        room(Short.BYTES);
        INT2.set(bytes, length, (short) -1);
        length += Short.BYTES;
        copy.writeToCopy(bytes, 0, length);
        copy.endCopy();
        length = 0;
    }

    /** Ends the body and sends it whole. */
    void send(Connection connection, String copySql) throws SQLException {
        CopyIn copy = start(connection, copySql);
        try {
            sendEnd(copy);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    static CopyIn start(Connection connection, String copySql) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql);
    }

    private void int4(int value) {
        room(Integer.BYTES);
        INT4.set(bytes, length, value);
        length += Integer.BYTES;
    }

    private void append(byte[] more, int from, int count) {
        room(count);
        System.arraycopy(more, from, bytes, length, count);
        length += count;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
