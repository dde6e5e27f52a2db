package dev.calima.batch.backfill.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** The ends of a range as people write them. */
public final class RangeText {

    private static final int MONTH = "2018-01".length();

    private RangeText() {}

    /**
     * A month (its beginning), a day (its beginning), both by a clock, or a moment.
     *
     * @param name what it is called, for the message
     * @throws PlanRefusedException when it is none of these
     */
    public static Instant moment(String name, String text, ZoneId zone) throws PlanRefusedException {
        try {
            if (text.contains("T")) {
                return Instant.parse(text);
            }
            LocalDate day = text.length() <= MONTH ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text);
            return day.atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new PlanRefusedException(
                    name + " must be a month such as 2018-01, a day such as 2018-01-15 or a moment"
                            + " such as 2018-01-15T10:00:00Z, but is '"
                            + text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?") + "'");
        }
    }
}
