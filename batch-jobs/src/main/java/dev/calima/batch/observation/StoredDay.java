package dev.calima.batch.observation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of {@code observation_day} as read from a result; used again for the next row. */
final class StoredDay {

    /** The columns that {@link #read} wants, in this order; arrays and moments in the binary form that they are sent in. */
    static final String COLUMNS = "o.series_id, o.day - date '1970-01-01' AS epoch_day, o.raw_file_id, o.rules_version,"
            + " timestamptz_send(o.updated_at) AS updated_at, o.flags, o.quality, array_send(o.values) AS values";

    private static final VarHandle INT4 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT8 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int ARRAY_HEADER = 5 * Integer.BYTES;
    private static final long MICROS_TO_2000 = 946_684_800_000_000L;

    int seriesId;
    int epochDay;
    long rawFileId;
    int rulesVersion;
    long updatedMicros;
    byte[] flags = new byte[0];
    byte[] quality = new byte[0];
    float[] values = new float[0];

    int steps() {
        return flags.length;
    }

    /** Takes over the row on which the result stands. The arrays are its own from then on. */
    void read(ResultSet row) throws SQLException {
        seriesId = row.getInt(1);
        epochDay = row.getInt(2);
        rawFileId = row.getLong(3);
        rulesVersion = row.getInt(4);
        updatedMicros = (long) INT8.get(row.getBytes(5), 0) + MICROS_TO_2000;
        flags = row.getBytes(6);
        byte @Nullable [] bits = row.getBytes(7);
        quality = bits == null ? new byte[flags.length] : bits;
        decode(row.getBytes(8));
    }

    private void decode(byte[] array) {
        int steps = flags.length;
        if (values.length != steps) {
            values = new float[steps];
        }
        int at = ARRAY_HEADER;
        for (int i = 0; i < steps; i++) {
            int size = (int) INT4.get(array, at);
            at += Integer.BYTES;
            if (size < 0) {
                values[i] = 0;
            } else {
                values[i] = Float.intBitsToFloat((int) INT4.get(array, at));
                at += Float.BYTES;
            }
        }
    }
}
