package dev.calima.batch.ingest.feed.openmeteo;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** The locations of an answer, one after the other; holds one at a time. Not thread-safe. */
final class OpenMeteoAnswer {

    /** Numbers of one location that are read: half a century of hours of seven variables, in 80 MB. */
    private static final int MOST_VALUES = 3_500_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(10_000)
                    .maxNameLength(1000)
                    .maxNumberLength(400)
                    .build())
            .build();

    private final JsonParser parser;
    private boolean begun;
    private boolean ended;
    private int numbers;

    OpenMeteoAnswer(InputStream in) {
        this.parser = JSON.createParser(ObjectReadContext.empty(), in);
    }

    /** The document is no longer well-formed; the message says where. */
    static final class BrokenException extends Exception {

        private static final long serialVersionUID = 1;

        BrokenException(String message) {
            super(message);
        }
    }

    /** The next location; null at the end. */
    @Nullable OpenMeteoLocation next() throws IOException, BrokenException {
        if (ended) {
            return null;
        }
        try {
            JsonToken token = token();
            if (!begun && token == JsonToken.START_ARRAY) {
                begun = true;
                token = token();
            } else if (!begun) {
                ended = true; // one location, without an array
            }
            if (token == JsonToken.END_ARRAY) {
                ended = true;
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                throw new BrokenException("an object was expected at " + place() + ", found " + token);
            }
            return location();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            ended = true;
            throw new BrokenException("it is not well-formed at " + place() + " (" + e.getOriginalMessage() + ")");
        } catch (BrokenException e) {
            ended = true;
            throw e;
        }
    }

    private OpenMeteoLocation location() throws BrokenException {
        numbers = 0;
        long offset = 0;
        Map<String, String> units = new TreeMap<>();
        Map<String, List<@Nullable Object>> values = new TreeMap<>();
        @Nullable String reason = null;
        while (token() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = token();
            switch (name) {
                case "utc_offset_seconds" -> offset = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
                case "reason" -> reason = parser.getString();
                case "hourly_units" -> texts(value, units);
                case "hourly" -> arrays(value, values);
                default -> parser.skipChildren();
            }
        }
        @Nullable List<@Nullable Object> times = values.remove("time");
        return new OpenMeteoLocation(offset, units, times, values, reason);
    }

    private void texts(JsonToken begin, Map<String, String> texts) throws BrokenException {
        if (begin != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (token() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (token() == JsonToken.VALUE_STRING) {
                texts.put(name, parser.getString());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void arrays(JsonToken begin, Map<String, List<@Nullable Object>> arrays) throws BrokenException {
        if (begin != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (token() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (token() == JsonToken.START_ARRAY) {
                arrays.put(name, array());
            } else {
                parser.skipChildren();
            }
        }
    }

    private List<@Nullable Object> array() throws BrokenException {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken token = token(); token != JsonToken.END_ARRAY; token = token()) {
            if (++numbers > MOST_VALUES) {
                throw new BrokenException("one location has more than " + MOST_VALUES + " values");
            }
            array.add(
                    switch (token) {
                        case VALUE_NULL -> null;
                        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
                        default -> {
                            String text = parser.getString();
                            parser.skipChildren();
                            yield text == null ? "" : text;
                        }
                    });
        }
        return array;
    }

    /** The number; its text when no double holds it. */
    private Object number() {
        double number = Double.parseDouble(parser.getString());
        return Double.isInfinite(number) ? parser.getString() : (Object) number;
    }

    private JsonToken token() throws BrokenException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new BrokenException("it ends in the middle");
        }
        return token;
    }

    private String place() {
        return "line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }
}
