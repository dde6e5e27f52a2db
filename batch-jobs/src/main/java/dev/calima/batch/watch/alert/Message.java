package dev.calima.batch.watch.alert;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a channel is told.
 *
 * @param notificationId number by which a message that comes twice is known; 0 for one that only tries the channel
 * @param incidentId the incident; 0 for one that only tries the channel
 * @param state {@code opened}, {@code closed} or {@code test}
 * @param rule the rule
 * @param subject what it is about
 * @param detail what is wrong and what to do, as seen last
 * @param openedAt when it was seen first
 * @param closedAt when it was over; null while it is open
 */
record Message(
        long notificationId,
        long incidentId,
        String state,
        String rule,
        String subject,
        String detail,
        Instant openedAt,
        @Nullable Instant closedAt) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One that only tries a channel. */
    static Message test(Instant now) {
        return new Message(0, 0, "test", "test", "calima alerts test", "This only tries the channel.", now, null);
    }

    /** A line for people. */
    String title() {
        return "Calima: " + rule + " " + subject + (state.equals("closed") ? " is over" : "");
    }

    /** For programs; a chat's webhook shows {@code text}. */
    String json() {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("text", title() + (state.equals("closed") ? "" : ": " + detail));
        content.put("notification", notificationId);
        content.put("incident", incidentId);
        content.put("state", state);
        content.put("rule", rule);
        content.put("subject", subject);
        content.put("detail", detail);
        content.put("openedAt", openedAt.toString());
        content.put("closedAt", closedAt == null ? null : closedAt.toString());
        return JSON.writeValueAsString(content);
    }
}
