package dev.calima.batch.train;

import dev.calima.forecasting.Series;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a model is learnt from.
 *
 * @param hours from the first value to the last, NaN where there is none that may be used
 * @param asOf the newest change of any of its observations: as of this moment they looked like that
 */
record Material(Series hours, Instant asOf) {

    /** The newest hours alone, at most {@code days} days of them. */
    Material newest(int days) {
        Series present = hours.trimmed();
        int most = days * 24;
        Series kept = present.size() <= most
                ? present
                : present.slice(present.instant(present.size() - most), present.end())
                        .trimmed();
        return new Material(kept, asOf);
    }

    /** SHA-256 over the start of the hours, and their values. */
    byte[] sha256() {
        byte[] start = hours.start().toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(start.length + hours.size() * Double.BYTES);
        bytes.put(start);
        for (double value : hours.toArray()) {
            bytes.putDouble(value);
        }
        return Fingerprint.of(bytes.array()).bytes();
    }
}
