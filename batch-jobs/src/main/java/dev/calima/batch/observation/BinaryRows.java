package dev.calima.batch.observation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a {@code COPY ... TO STDOUT (FORMAT binary)}, each with its columns from the first to the last. See "Binary Format"
 * on the page COPY of the PostgreSQL documentation. Not thread-safe.
 */
final class BinaryRows {

    private static final VarHandle INT2 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT4 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT8 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int HEADER = 11 + 2 * Integer.BYTES;
    private static final int ARRAY_HEADER = 5 * Integer.BYTES;
    private static final long MICROS_TO_2000 = 946_684_800_000_000L;
    private static final int EPOCH_DAY_OF_2000 = 10957; // dates count from 2000-01-01

    private final CopyOut copy;
    private byte[] bytes = {};
    private int at;
    private boolean begun;

    BinaryRows(CopyOut copy) {
        this.copy = copy;
    }

    /** Goes to the next row; false when there is none. */
    boolean next() throws SQLException {
        do {
            byte @Nullable [] message = copy.readFromCopy(); // the server sends each row by itself
            if (message == null) {
                return false;
            }
            bytes = message;
            at = begun ? 0 : HEADER; // before the first row, or what ends the rows
            begun = true;
        } while (at == bytes.length);
        int columns = (short) INT2.get(bytes, at);
        at += Short.BYTES;
        return columns >= 0 || next(); // after the end, until the server says so as well
    }

    int integer() {
        int value = (int) INT4.get(bytes, at + Integer.BYTES);
        at += 2 * Integer.BYTES;
        return value;
    }

    int smallint() {
        int value = (short) INT2.get(bytes, at + Integer.BYTES);
        at += Integer.BYTES + Short.BYTES;
        return value;
    }

    long bigint() {
        long value = (long) INT8.get(bytes, at + Integer.BYTES);
        at += Integer.BYTES + Long.BYTES;
        return value;
    }

    /** A date, in days since 1970-01-01. */
    int epochDay() {
        return integer() + EPOCH_DAY_OF_2000;
    }

    /** A timestamptz, in microseconds since 1970-01-01T00:00Z. */
    long epochMicros() {
        return bigint() + MICROS_TO_2000;
    }

    /** Bytes of their own; null for null. */
    byte @Nullable [] bytea() {
        int size = size();
        if (size < 0) {
            return null;
        }
        at += size;
        return Arrays.copyOfRange(bytes, at - size, at);
    }

    /** An array of {@code real} with as many elements as {@code to}; null becomes 0. */
    void reals(float[] to) {
        at += Integer.BYTES + ARRAY_HEADER;
        for (int i = 0; i < to.length; i++) {
            int size = size();
            if (size < 0) {
                to[i] = 0;
            } else {
                to[i] = Float.intBitsToFloat((int) INT4.get(bytes, at));
                at += Float.BYTES;
            }
        }
    }

    private int size() {
        int size = (int) INT4.get(bytes, at);
        at += Integer.BYTES;
        return size;
    }
}
