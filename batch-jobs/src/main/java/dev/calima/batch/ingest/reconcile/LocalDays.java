package dev.calima.batch.ingest.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Which local day of a month a moment lies in. Days have 23, 24 or 25 hours. Not thread-safe. */
final class LocalDays {

    /** In place of a day that is none of the month's. */
    static final int ANOTHER_MONTH = 0;

    private static final int SECONDS_OF_MINUTE = 60;

    private final YearMonth month;
    private final ZoneId zone;
    private final Map<Long, Integer> known = new HashMap<>();

    LocalDays(YearMonth month, ZoneId zone) {
        this.month = month;
        this.zone = zone;
    }

    /** First UTC day that can hold hours of the month. */
    LocalDate firstUtcDay() {
        return month.atDay(1).minusDays(1);
    }

    /** Last UTC day that can. */
    LocalDate lastUtcDay() {
        return month.atEndOfMonth().plusDays(1);
    }

    /** The day of the month from 1, or {@link #ANOTHER_MONTH}. */
    int dayOf(long epochMinute) {
        return known.computeIfAbsent(epochMinute, this::resolve);
    }

    private int resolve(long epochMinute) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(epochMinute * SECONDS_OF_MINUTE), zone);
        return YearMonth.from(day).equals(month) ? day.getDayOfMonth() : ANOTHER_MONTH;
    }
}
