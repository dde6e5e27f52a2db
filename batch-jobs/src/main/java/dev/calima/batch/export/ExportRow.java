package dev.calima.batch.export;

import dev.calima.sql.type.QualityFlag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published value. Its hour starts at {@code start}.
 *
 * @param station code of the station
 * @param start start of the hour
 * @param end end of the hour (excluded)
 * @param value as published, in the parameter's unit, whether it may be used or not; null when it is no number
 * @param flag as in {@code observation_day.flags}
 * @param quality bits of our rules that speak against it
 */
record ExportRow(
        String station,
        Instant start,
        Instant end,
        @Nullable Float value,
        byte flag,
        byte quality) {

    /** By the EEA vocabulary: 1 to 4 valid, -1 and -99 not. */
    int validity() {
        return QualityFlag.validity(flag).code();
    }

    /** By the EEA vocabulary: 1 verified, 2 preliminary, 3 not verified. */
    int verification() {
        return QualityFlag.verification(flag).code();
    }
}
