package dev.calima.batch.timetable;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** A Quartz cron expression, always in UTC: no clock change can skip or repeat what it says. */
public final class UtcCron implements Timetable {

    private static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);
    private static final int LEAST_FIELDS = 6;
    private static final int MOST_FIELDS = 7;
    private static final int DAY_OF_WEEK = 5;

    private final String text;
    private final CronExpression expression;

    private UtcCron(String text, CronExpression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads an expression of six or seven fields: second, minute, hour, day of the month, month, day of the week, and maybe year.
     *
     * @throws IllegalArgumentException when it is none, or names days of the week by numbers: Quartz and crontab count differently
     */
    public static UtcCron parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length < LEAST_FIELDS || fields.length > MOST_FIELDS) {
            throw new IllegalArgumentException("'" + text
                    + "' must have six fields (second minute hour day-of-month month"
                    + " day-of-week), such as '0 5 * * * ?' for five past each hour, UTC, but has " + fields.length);
        }
        if (fields[DAY_OF_WEEK].replaceAll("#[1-5]", "").matches(".*\\d.*")) {
            throw new IllegalArgumentException(
                    "'" + text + "' names days of the week by numbers, which Quartz and crontab"
                            + " count differently: write MON, TUE-FRI or SUN");
        }
        String normal = String.join(" ", fields);
        try {
            CronExpression expression = new CronExpression(normal);
            expression.setTimeZone(UTC);
            return new UtcCron(normal, expression);
        } catch (ParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no Quartz cron expression: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Instant> next(Instant moment) {
        @Nullable Date next = expression.getNextValidTimeAfter(Date.from(moment));
        return Optional.ofNullable(next).map(Date::toInstant);
    }

    @Override
    public String wakeUps(Instant from) {
        return text;
    }

    @Override
    public String text() {
        return "cron " + text + " UTC";
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UtcCron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
