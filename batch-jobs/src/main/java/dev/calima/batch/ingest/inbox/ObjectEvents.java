package dev.calima.batch.ingest.inbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the messages in which S3 tells of objects, also when they come by way of SNS. */
final class ObjectEvents {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SEQUENCER = Pattern.compile("[0-9a-fA-F]{1,64}");
    private static final int SEQUENCER_DIGITS = 64;
    private static final int MOST_KEY_CHARACTERS = 1024;

    private ObjectEvents() {}

    /**
     * The news in a message; none in S3's own test message, and none of events that are about something else.
     *
     * @throws NotAnEventException when it is no such message
     */
    static List<ObjectNews> read(String message) {
        JsonNode root = parse(message);
        if (root.path("Type").asString("").equals("Notification")
                && root.path("Message").isString()) {
            root = parse(root.path("Message").asString());
        }
        if (root.path("Event").asString("").equals("s3:TestEvent")) {
            return List.of();
        }
        JsonNode records = root.path("Records");
        if (!records.isArray()) {
            throw new NotAnEventException("the message is no event of S3: it has no Records");
        }
        List<ObjectNews> news = new ArrayList<>();
        for (JsonNode record : records) {
            String name = record.path("eventName").asString("").replaceFirst("^s3:", "");
            if (name.startsWith("ObjectCreated:") || name.startsWith("ObjectRemoved:")) {
                news.add(news(record.path("s3"), name.startsWith("ObjectRemoved:")));
            }
        }
        return news;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new NotAnEventException("the message is no JSON: " + e.getOriginalMessage());
        }
    }

    private static ObjectNews news(JsonNode s3, boolean removed) {
        String bucket = s3.path("bucket").path("name").asString("");
        JsonNode object = s3.path("object");
        String key = decoded(object.path("key").asString(""));
        if (bucket.isEmpty() || key.isEmpty() || key.length() > MOST_KEY_CHARACTERS || key.indexOf('\0') >= 0) {
            throw new NotAnEventException("the message is no event of S3: it names no bucket or no key");
        }
        String sequencer = object.path("sequencer").asString("");
        return new ObjectNews(
                bucket,
                key,
                object.path("versionId").asString(""),
                object.path("eTag").asString("").replace("\"", ""),
                SEQUENCER.matcher(sequencer).matches() ? filledUp(sequencer) : "",
                Math.max(0, object.path("size").asLong(0)),
                removed);
    }

    /** S3 encodes keys in events as forms are: a space is a plus. */
    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new NotAnEventException("the message is no event of S3: its key is wrongly encoded");
        }
    }

    /** Numbers of different length compare as texts when they are filled up. */
    private static String filledUp(String sequencer) {
        return "0".repeat(SEQUENCER_DIGITS - sequencer.length()) + sequencer.toLowerCase(Locale.ROOT);
    }
}
