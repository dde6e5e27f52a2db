package dev.calima.batch.ingest.feed.openaq;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * The elements of one array of a JSON document, one after the other and each as compact text of its own, whatever the
 * document's size. Not thread-safe.
 */
final class JsonElements {

    /** Characters of an element that are kept; a longer one is cut and {@link Element#tooLong()}. */
    private static final int LONGEST = 1 << 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(LONGEST)
                    .maxNameLength(1000)
                    .maxNumberLength(400)
                    .build())
            .build();

    private final JsonParser parser;

    /** An element as compact text. */
    record Element(String text, boolean tooLong) {}

    /** The document is not well-formed; the message says where. */
    static final class BrokenException extends Exception {

        private static final long serialVersionUID = 1;

        BrokenException(String message) {
            super(message);
        }
    }

    JsonElements(InputStream in) {
        this.parser = JSON.createParser(ObjectReadContext.empty(), in);
    }

    /** Goes to the array of this name in the document's object; false when there is none. */
    boolean find(String array) throws IOException, BrokenException {
        if (token() != JsonToken.START_OBJECT) {
            return false;
        }
        while (token() == JsonToken.PROPERTY_NAME) {
            boolean found = parser.currentName().equals(array);
            JsonToken value = token();
            if (found) {
                return value == JsonToken.START_ARRAY;
            }
            skip();
        }
        return false;
    }

    /** The next element; null at the end of the array. */
    @Nullable Element next() throws IOException, BrokenException {
        if (token() == JsonToken.END_ARRAY) {
            return null;
        }
        StringWriter text = new StringWriter();
        boolean tooLong = false;
        try (JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            int depth = 0;
            do {
                depth += depth(parser.currentToken());
                if (!tooLong) {
                    copy.copyCurrentEventExact(parser);
                    copy.flush();
                    tooLong = text.getBuffer().length() > LONGEST;
                }
            } while (depth > 0 && token() != null);
        } catch (JacksonException e) {
            throw broken(e);
        }
        String all = text.toString();
        return new Element(tooLong ? all.substring(0, LONGEST) : all, tooLong);
    }

    private static int depth(@Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            case null, default -> 0;
        };
    }

    private JsonToken token() throws IOException, BrokenException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new BrokenException("it ends in the middle");
            }
            return token;
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private void skip() throws IOException, BrokenException {
        try {
            parser.skipChildren();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /** What reading the bytes met with is no fault of the document. */
    private static BrokenException broken(JacksonException e) throws IOException {
        if (e instanceof JacksonIOException && e.getCause() instanceof IOException cause) {
            throw cause;
        }
        return new BrokenException(e.getOriginalMessage() + " (line "
                + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")");
    }
}
