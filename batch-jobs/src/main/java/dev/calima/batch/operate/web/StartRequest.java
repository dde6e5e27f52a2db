package dev.calima.batch.operate.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands in the body of a request to start a job.
 *
 * @param parameters what the job is told; numbers and truth values as their text, an array as its texts, one a line
 * @param reason why; null when nothing is said
 */
record StartRequest(
        Map<String, String> parameters, @Nullable String reason) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> KNOWN = Set.of("parameters", "reason");
    private static final int LONGEST_REASON = 1000;

    /** @throws OperatorProblem saying what is wrong with it */
    static StartRequest read(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return new StartRequest(Map.of(), null);
        }
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            throw refused("the body is no JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw refused(
                    "the body must be an object such as {\"parameters\": {\"feed\": \"...\"}, \"reason\": \"...\"}");
        }
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!KNOWN.contains(field.getKey())) {
                throw refused("the body may hold parameters and reason, and nothing else");
            }
        }
        @Nullable String reason = root.path("reason").asString(null);
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw refused("reason must have at most " + LONGEST_REASON + " characters");
        }
        return new StartRequest(parameters(root.path("parameters")), reason);
    }

    private static Map<String, String> parameters(JsonNode node) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (node.isMissingNode() || node.isNull()) {
            return parameters;
        }
        if (!node.isObject()) {
            throw refused("parameters must be an object: names and values");
        }
        node.properties().forEach(field -> parameters.put(field.getKey(), text(field.getKey(), field.getValue())));
        return parameters;
    }

    private static String text(String name, JsonNode value) {
        if (value.isArray()) {
            StringJoiner lines = new StringJoiner("\n");
            for (JsonNode one : value) {
                if (!one.isString() || one.asString().contains("\n")) {
                    throw refused("parameter " + name + " must be texts on one line each");
                }
                lines.add(one.asString());
            }
            return lines.toString();
        }
        if (value.isObject() || value.isNull()) {
            throw refused("parameter " + name + " must be a text, a number, true or false, or an array of texts");
        }
        return value.asString();
    }

    private static OperatorProblem refused(String detail) {
        return new OperatorProblem(HttpStatus.BAD_REQUEST, detail);
    }
}
