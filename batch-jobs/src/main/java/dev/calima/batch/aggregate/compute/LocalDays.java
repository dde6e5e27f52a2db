package dev.calima.batch.aggregate.compute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The days of a zone: of 24 hours, and of 23 or 25 where clocks change. Remembers the starts that it was asked for last.
 * Not thread-safe.
 */
public final class LocalDays {

    /** About eleven years; a power of two. */
    private static final int REMEMBERED = 4096;

    private final ZoneId zone;
    private final int[] days = new int[REMEMBERED];
    private final long[] starts = new long[REMEMBERED];

    public LocalDays(ZoneId zone) {
        this.zone = zone;
        Arrays.fill(days, Integer.MIN_VALUE);
    }

    /** The second at which a local day starts, which is where the day before ends. */
    public long start(int day) {
        int place = day & (REMEMBERED - 1);
        if (days[place] != day) {
            starts[place] = LocalDate.ofEpochDay(day).atStartOfDay(zone).toEpochSecond();
            days[place] = day;
        }
        return starts[place];
    }

    /** The local day that a second lies in. */
    public int dayOf(long second) {
        return Math.toIntExact(
                LocalDate.ofInstant(Instant.ofEpochSecond(second), zone).toEpochDay());
    }
}
