package dev.calima.batch.ingest.feed.openaq;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the results of a page of OpenAQ's API. */
final class ApiReader implements FeedReader {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,4}):(\\d\\d):(\\d\\d)");
    private static final int SECONDS = 60;
    private static final int MINUTES = 60;

    private final JsonElements elements;
    private final String location;

    private long number;
    private String rawText = "";
    private boolean broken;

    ApiReader(JsonElements elements, String location) {
        this.elements = elements;
        this.location = location;
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        if (broken) {
            return null;
        }
        number++;
        try {
            JsonElements.@Nullable Element element = elements.next();
            if (element == null) {
                return null;
            }
            rawText = element.text();
            return element.tooLong()
                    ? bad(NoticeKind.LINE_TOO_LONG, "the element has more than 64 KiB; no result has")
                    : parsed(MAPPER.readTree(rawText));
        } catch (JsonElements.BrokenException e) {
            broken = true;
            rawText = "";
            return bad(
                    NoticeKind.BROKEN_DOCUMENT,
                    "the page cannot be read from result " + number + " on: " + e.getMessage() + "; fetch it again");
        } catch (JacksonException e) {
            return bad(NoticeKind.BROKEN_DOCUMENT, "the element cannot be read: " + e.getOriginalMessage());
        }
    }

    @Override
    public String rawText() {
        return rawText;
    }

    private Parsed parsed(JsonNode result) {
        JsonNode value = result.path("value");
        if (value.isNull() && result.path("period").isObject()) {
            return new Parsed.LeftOut(number); // the sensor has nothing for the period
        }
        JsonNode parameter = result.path("parameter");
        if (!parameter.path("name").isString() || !parameter.path("units").isString()) {
            return bad(NoticeKind.UNKNOWN_PARAMETER, "parameter.name and parameter.units are not told");
        }
        JsonNode period = result.path("period");
        @Nullable Stamp end = stamp(period, "datetimeTo");
        if (end == null) {
            return bad(
                    NoticeKind.NOT_A_TIME,
                    "period.datetimeTo is " + shown(period.path("datetimeTo")) + "; its utc must be a time");
        }
        StampedReading reading = new StampedReading(
                number,
                "",
                location,
                null,
                parameter.path("name").stringValue(),
                parameter.path("units").stringValue(),
                end.epochSecond(),
                step(period, end),
                value.isNumber() ? value.doubleValue() : 0,
                result.path("flagInfo").path("hasFlags").asBoolean(false) ? Reading.INVALID : Reading.VALID);
        if (value.isNumber()) {
            return reading;
        }
        String reason = "the value is " + shown(value) + "; a number was expected";
        return new Parsed.BadLine(new Notice(NoticeKind.NOT_A_NUMBER, number, "", reason), reading);
    }

    /** Length of the period in minutes, by its begin or else its interval; 0 when neither is told. */
    private static int step(JsonNode period, Stamp end) {
        @Nullable Stamp begin = stamp(period, "datetimeFrom");
        if (begin != null && begin.epochSecond() < end.epochSecond()) {
            long seconds = end.epochSecond() - begin.epochSecond();
            return seconds % SECONDS == 0 && seconds / SECONDS <= Integer.MAX_VALUE ? (int) (seconds / SECONDS) : 0;
        }
        Matcher interval = INTERVAL.matcher(period.path("interval").asString(""));
        if (!interval.matches() || !interval.group(3).equals("00")) {
            return 0;
        }
        return Integer.parseInt(interval.group(1)) * MINUTES + Integer.parseInt(interval.group(2));
    }

    private static @Nullable Stamp stamp(JsonNode period, String name) {
        JsonNode told = period.path(name);
        @Nullable Stamp utc = Stamp.parse(told.path("utc").asString(""));
        return utc != null ? utc : Stamp.parse(told.path("local").asString(""));
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "not there" : node.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private Parsed bad(NoticeKind kind, String reason) {
        return new Parsed.BadLine(new Notice(kind, number, "", reason));
    }
}
