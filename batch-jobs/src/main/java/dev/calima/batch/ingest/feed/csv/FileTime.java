package dev.calima.batch.ingest.feed.csv;

import dev.calima.batch.ingest.NoticeKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A time as a file tells it. */
sealed interface FileTime {

    /** A moment: the file tells its distance from UTC, or counts seconds. */
    record Moment(long epochSecond) implements FileTime {}

    /**
     * A full hour of somebody's clock on the wall; which moment it is, the zone of the feed decides.
     *
     * @param hour 0 to 24
     */
    record LocalHour(LocalDate day, int hour) implements FileTime {}

    /** No time. */
    record Unreadable(NoticeKind kind, String reason) implements FileTime {}

    /**
     * A time from its parts, each checked.
     *
     * @param hour 0 to 24; 24 only on the full hour
     * @param offset distance from UTC; null when the file does not tell
     */
    static FileTime of(
            long year, long month, long day, long hour, long minute, long second, @Nullable ZoneOffset offset) {
        if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
            return noDate(year, month, day);
        }
        LocalDate date;
        try {
            date = LocalDate.of((int) year, (int) month, (int) day);
        } catch (DateTimeException e) {
            return noDate(year, month, day);
        }
        if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return new Unreadable(NoticeKind.NOT_A_TIME, "no day has the time " + clock(hour, minute, second));
        }
        boolean fullHour = minute == 0 && second == 0;
        if (hour == 24 && !fullHour) {
            return new Unreadable(NoticeKind.NOT_A_TIME, "no day has the time " + clock(hour, minute, second));
        }
        if (offset != null) {
            return new Moment(
                    date.toEpochDay() * 86_400 + hour * 3600 + minute * 60 + second - offset.getTotalSeconds());
        }
        if (!fullHour) {
            return new Unreadable(
                    NoticeKind.NOT_A_TIME,
                    clock(hour, minute, second)
                            + " is no full hour; a time of the clock on the wall must be one: if the"
                            + " file's times keep one distance from UTC, give it as 'offset' in the feed's options");
        }
        return new LocalHour(date, (int) hour);
    }

    private static Unreadable noDate(long year, long month, long day) {
        return new Unreadable(
                NoticeKind.IMPOSSIBLE_DATE,
                "there is no " + day + "." + month + "." + year + " in the calendar; correct the date");
    }

    private static String clock(long hour, long minute, long second) {
        return hour + ":" + minute + (second == 0 ? "" : ":" + second);
    }
}
