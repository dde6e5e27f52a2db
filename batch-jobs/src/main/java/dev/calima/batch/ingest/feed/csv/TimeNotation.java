package dev.calima.batch.ingest.feed.csv;

import dev.calima.batch.ingest.NoticeKind;
import java.text.ParsePosition;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a column writes its times: ISO 8601, seconds since 1970, or a pattern of {@link DateTimeFormatter}. */
sealed interface TimeNotation {

    /** Reads a time; {@code offset} is the distance from UTC of times that do not tell theirs, null for a local clock. */
    FileTime read(String text, @Nullable ZoneOffset offset);

    /**
     * The notation of that name, or pattern.
     *
     * @throws IllegalArgumentException when it is none
     */
    static TimeNotation of(String name) {
        return switch (name) {
            case "iso" -> new Iso();
            case "epoch-seconds" -> new Epoch(1);
            case "epoch-milliseconds" -> new Epoch(1000);
            default -> Custom.of(name);
        };
    }

    /** Whether every time that it writes is a moment. */
    default boolean tellsMoments() {
        return false;
    }

    private static @Nullable ZoneOffset offset(long seconds) {
        return Math.abs(seconds) > ZoneOffset.MAX.getTotalSeconds() ? null : ZoneOffset.ofTotalSeconds((int) seconds);
    }

    private static FileTime unreadable(String text, String expected) {
        return new FileTime.Unreadable(
                NoticeKind.NOT_A_TIME, "'" + text + "' is no time; expected is one such as " + expected);
    }

    /** {@code 2019-03-31T02:00}, with seconds or without, {@code T} or a blank, an offset or none. */
    record Iso() implements TimeNotation {

        private static final Pattern OFFSET = Pattern.compile("[+-]\\d\\d(:?\\d\\d)?");
        private static final int DATE_LENGTH = 10;
        private static final int MINUTES_LENGTH = 16;
        private static final int SECONDS_LENGTH = 19;

        @Override
        public FileTime read(String text, @Nullable ZoneOffset offset) {
            long year = digits(text, 0, 4);
            long month = digits(text, 5, 7);
            long day = digits(text, 8, DATE_LENGTH);
            if (year < 0 || month < 0 || day < 0 || text.charAt(4) != '-' || text.charAt(7) != '-') {
                return unreadable(text, "2019-03-31T02:00+01:00");
            }
            if (text.length() == DATE_LENGTH) {
                return FileTime.of(year, month, day, 0, 0, 0, offset);
            }
            long hour = digits(text, 11, 13);
            long minute = digits(text, 14, MINUTES_LENGTH);
            if (hour < 0 || minute < 0 || text.charAt(13) != ':' || " T".indexOf(text.charAt(DATE_LENGTH)) < 0) {
                return unreadable(text, "2019-03-31T02:00+01:00");
            }
            int end = MINUTES_LENGTH;
            long second = 0;
            if (text.length() > end && text.charAt(end) == ':') {
                second = digits(text, end + 1, SECONDS_LENGTH);
                end = SECONDS_LENGTH;
                while (second >= 0 && end < text.length() && (text.charAt(end) == '.' || isDigit(text.charAt(end)))) {
                    end++;
                }
            }
            String rest = second < 0 ? "?" : text.substring(end).strip();
            if (rest.isEmpty()) {
                return FileTime.of(year, month, day, hour, minute, second, offset);
            }
            if (rest.equals("Z")) {
                return FileTime.of(year, month, day, hour, minute, second, ZoneOffset.UTC);
            }
            @Nullable ZoneOffset told = OFFSET.matcher(rest).matches() ? offset(rest) : null;
            return told == null
                    ? unreadable(text, "2019-03-31T02:00+01:00")
                    : FileTime.of(year, month, day, hour, minute, second, told);
        }

        private static @Nullable ZoneOffset offset(String text) {
            long minutes = text.length() == 3 ? 0 : digits(text, text.length() - 2, text.length());
            long seconds = digits(text, 1, 3) * 3600 + minutes * 60;
            return minutes > 59 ? null : TimeNotation.offset(text.charAt(0) == '-' ? -seconds : seconds);
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static long digits(String text, int from, int to) {
            if (text.length() < to) {
                return -1;
            }
            long number = 0;
            for (int i = from; i < to; i++) {
                if (!isDigit(text.charAt(i))) {
                    return -1;
                }
                number = 10 * number + (text.charAt(i) - '0');
            }
            return number;
        }
    }

    /** Whole units since 1970-01-01T00:00Z. */
    record Epoch(int unitsOfSecond) implements TimeNotation {

        private static final int MOST_DIGITS = 15;

        @Override
        public FileTime read(String text, @Nullable ZoneOffset offset) {
            if (!text.matches("-?\\d{1," + MOST_DIGITS + "}")) {
                return unreadable(text, Long.toString(1_553_990_400L * unitsOfSecond));
            }
            return new FileTime.Moment(Math.floorDiv(Long.parseLong(text), unitsOfSecond));
        }

        @Override
        public boolean tellsMoments() {
            return true;
        }
    }

    /** A pattern such as {@code dd/MM/yyyy HH:mm}; hour 24 is the end of the day, February has no day 30. */
    record Custom(String pattern, DateTimeFormatter formatter) implements TimeNotation {

        private static final int NOON = 12;

        static Custom of(String pattern) {
            // 'y' alone would ask for an era as well
            return new Custom(
                    pattern,
                    DateTimeFormatter.ofPattern(
                            pattern.indexOf('\'') < 0 ? pattern.replace('y', 'u') : pattern, Locale.ENGLISH));
        }

        @Override
        public FileTime read(String text, @Nullable ZoneOffset offset) {
            ParsePosition position = new ParsePosition(0);
            @Nullable TemporalAccessor found = formatter.parseUnresolved(text, position);
            if (found == null || position.getErrorIndex() >= 0 || position.getIndex() < text.length()) {
                return new FileTime.Unreadable(
                        NoticeKind.NOT_A_TIME, "'" + text + "' is no time of the pattern " + pattern);
            }
            boolean tells = found.isSupported(ChronoField.OFFSET_SECONDS);
            @Nullable ZoneOffset told = tells ? TimeNotation.offset(found.getLong(ChronoField.OFFSET_SECONDS)) : null;
            if (tells && told == null) {
                return new FileTime.Unreadable(NoticeKind.NOT_A_TIME, "'" + text + "' is too far from UTC");
            }
            return FileTime.of(
                    part(found, ChronoField.YEAR, part(found, ChronoField.YEAR_OF_ERA, 0)),
                    part(found, ChronoField.MONTH_OF_YEAR, 0),
                    part(found, ChronoField.DAY_OF_MONTH, 0),
                    hour(found),
                    part(found, ChronoField.MINUTE_OF_HOUR, 0),
                    part(found, ChronoField.SECOND_OF_MINUTE, 0),
                    told == null ? offset : told);
        }

        private static long hour(TemporalAccessor found) {
            if (found.isSupported(ChronoField.AMPM_OF_DAY)) {
                long hour = part(found, ChronoField.CLOCK_HOUR_OF_AMPM, part(found, ChronoField.HOUR_OF_AMPM, -1));
                return hour > NOON ? -1 : hour % NOON + NOON * found.getLong(ChronoField.AMPM_OF_DAY);
            }
            return part(found, ChronoField.HOUR_OF_DAY, part(found, ChronoField.CLOCK_HOUR_OF_DAY, 0));
        }

        private static long part(TemporalAccessor found, ChronoField field, long otherwise) {
            return found.isSupported(field) ? found.getLong(field) : otherwise;
        }
    }
}
