package dev.calima.batch.ingest.feed.openmeteo;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the values of an answer hour by hour, and in each by the name of its variable. */
final class OpenMeteoReader implements FeedReader {

    private static final int STEP_MINUTES = 60;
    private static final String UNIX_TIME = "unixtime";

    private final OpenMeteoAnswer answer;
    private final List<String> stations;
    private final long received;

    private @Nullable OpenMeteoLocation location;
    private int locationNo = -1;
    private String station = "";
    private List<@Nullable Object> times = List.of();
    private List<String> variables = List.of();
    private long hoursBefore;
    private int hour;
    private int nextVariable;
    private boolean leftOut;
    /** Whether the hour has given nothing yet. */
    private boolean silent;

    private final List<Parsed> first = new ArrayList<>();

    OpenMeteoReader(OpenMeteoAnswer answer, OpenMeteoLocation first, List<String> stations, Instant received) {
        this.answer = answer;
        this.stations = List.copyOf(stations);
        this.received = received.getEpochSecond();
        begin(first);
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        while (true) {
            if (!first.isEmpty()) {
                return first.removeFirst();
            }
            @Nullable OpenMeteoLocation current = location;
            if (current == null) {
                return null;
            }
            if (nextVariable < variables.size() && hour < times.size()) {
                @Nullable Parsed parsed = value(current, variables.get(nextVariable++));
                if (parsed != null) {
                    silent = false;
                    return parsed;
                }
            } else if (silent && hour < times.size()) {
                silent = false;
                return new Parsed.LeftOut(line()); // no variable has a value; the hour is counted all the same
            } else if (hour + 1 < times.size()) {
                hour++;
                nextVariable = 0;
                leftOut = false;
                silent = true;
            } else {
                @Nullable Parsed broken = nextLocation();
                if (broken != null) {
                    return broken;
                }
            }
        }
    }

    private @Nullable Parsed nextLocation() throws IOException {
        hoursBefore += times.size();
        location = null;
        try {
            @Nullable OpenMeteoLocation next = answer.next();
            if (next != null) {
                begin(next);
            }
            return null;
        } catch (OpenMeteoAnswer.BrokenException e) {
            hour = 0;
            times = List.of();
            return bad(
                    NoticeKind.BROKEN_DOCUMENT, "", e.getMessage() + "; what stood before is loaded. Fetch it again");
        }
    }

    private void begin(OpenMeteoLocation next) {
        location = next;
        locationNo++;
        station = locationNo < stations.size() ? stations.get(locationNo) : "location " + (locationNo + 1);
        @Nullable List<@Nullable Object> told = next.times();
        times = told == null ? List.of() : told;
        hour = 0;
        nextVariable = 0;
        leftOut = false;
        silent = true;
        List<String> whole = new ArrayList<>();
        for (Map.Entry<String, List<@Nullable Object>> variable : next.values().entrySet()) {
            if (variable.getValue().size() == times.size()) {
                whole.add(variable.getKey());
            } else {
                first.add(bad(
                        NoticeKind.BROKEN_DOCUMENT,
                        variable.getKey(),
                        "there are " + variable.getValue().size() + " values for " + times.size()
                                + " times, so nobody can tell which belongs to which; ask again"));
            }
        }
        variables = List.copyOf(whole);
    }

    private @Nullable Parsed value(OpenMeteoLocation current, String variable) {
        @Nullable Object value = list(current, variable).get(hour);
        if (value == null) {
            return null;
        }
        @Nullable Long time = time(current, times.get(hour));
        if (time == null) {
            nextVariable = variables.size(); // once for all of them
            return bad(
                    NoticeKind.NOT_A_TIME,
                    "",
                    "the time is '" + times.get(hour) + "'; expected is one such as 2024-07-09T01:00");
        }
        if (time > received) {
            if (leftOut) {
                return null;
            }
            leftOut = true; // counted by the hour
            return new Parsed.LeftOut(line());
        }
        if (!(value instanceof Double number)) {
            String reason = "the value is '" + value + "'; a number was expected";
            return new Parsed.BadLine(
                    new Notice(NoticeKind.NOT_A_NUMBER, line(), variable, reason),
                    reading(current, variable, time, 0, Reading.INVALID));
        }
        return reading(current, variable, time, number, Reading.VALID);
    }

    private StampedReading reading(OpenMeteoLocation current, String variable, long time, double number, byte mark) {
        return new StampedReading(
                line(),
                variable,
                station,
                null,
                variable,
                current.units().get(variable),
                time,
                STEP_MINUTES,
                number,
                mark);
    }

    private static List<@Nullable Object> list(OpenMeteoLocation location, String variable) {
        return location.values().getOrDefault(variable, List.of());
    }

    /** Seconds since 1970-01-01T00:00Z; null when it is no time. */
    private static @Nullable Long time(OpenMeteoLocation location, @Nullable Object time) {
        if (time instanceof Double seconds) {
            return seconds == Math.rint(seconds) && Math.abs(seconds) < 1e11 ? Long.valueOf(seconds.longValue()) : null;
        }
        try {
            return LocalDateTime.parse(String.valueOf(time)).toEpochSecond(ZoneOffset.UTC) - location.offsetSeconds();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private long line() {
        return hoursBefore + hour + 1;
    }

    private Parsed bad(NoticeKind kind, String field, String reason) {
        return new Parsed.BadLine(new Notice(kind, line(), field, reason));
    }

    /** The hour read last, as an answer of its own. */
    @Override
    public String rawText() {
        @Nullable OpenMeteoLocation current = location;
        if (current == null || hour >= times.size()) {
            return "";
        }
        StringBuilder units = new StringBuilder();
        StringBuilder values = new StringBuilder();
        text(values, "time", times.get(hour));
        boolean unix = times.get(hour) instanceof Double;
        units.append("\"time\":\"").append(unix ? UNIX_TIME : "iso8601").append('"');
        for (String variable : variables) {
            values.append(',');
            text(values, variable, list(current, variable).get(hour));
            @Nullable String unit = current.units().get(variable);
            if (unit != null) {
                units.append(",\"")
                        .append(escaped(variable))
                        .append("\":\"")
                        .append(escaped(unit))
                        .append('"');
            }
        }
        return "{\"utc_offset_seconds\":" + current.offsetSeconds() + ",\"hourly_units\":{" + units + "},\"hourly\":{"
                + values + "}}";
    }

    private static void text(StringBuilder out, String name, @Nullable Object value) {
        out.append('"').append(escaped(name)).append("\":[");
        switch (value) {
            case null -> out.append("null");
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> out.append(number.longValue());
            case Double number -> out.append(number);
            default -> out.append('"').append(escaped(value.toString())).append('"');
        }
        out.append(']');
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
