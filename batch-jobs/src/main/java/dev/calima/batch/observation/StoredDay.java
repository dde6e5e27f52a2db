package dev.calima.batch.observation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code observation_day} as it was read, or as it will be; used again for the next row. */
final class StoredDay {

    /** The columns that {@link #read} wants, in this order. */
    static final String COLUMNS =
            "o.series_id, o.day, o.raw_file_id, o.rules_version, o.updated_at, o.flags, o.quality, o.values";

    int seriesId;
    int epochDay;
    long rawFileId;
    int rulesVersion;
    long updatedMicros;

    /** Whether a transaction before the one that is being filled has yet to commit it. */
    boolean waits;

    byte[] flags = new byte[0];
    byte[] quality = new byte[0];
    float[] values = new float[0];

    int steps() {
        return flags.length;
    }

    /** Takes over the row at which the rows stand. Flags and quality are arrays of its own from then on. */
    void read(BinaryRows row) {
        seriesId = row.integer();
        epochDay = row.epochDay();
        rawFileId = row.bigint();
        rulesVersion = row.smallint();
        updatedMicros = row.epochMicros();
        flags = Objects.requireNonNull(row.bytea());
        byte @Nullable [] bits = row.bytea();
        quality = bits == null ? new byte[flags.length] : bits;
        if (values.length != flags.length) {
            values = new float[flags.length];
        }
        row.reals(values);
    }
}
