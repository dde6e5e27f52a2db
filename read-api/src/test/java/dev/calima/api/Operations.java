package dev.calima.api;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The operations of the OpenAPI document, each with a request that has an answer over {@link Seed}. */
final class Operations {

    /** Of observations only CSV can do without. */
    private static final List<String> NEEDED_BY_ROWS = List.of("station", "parameter");

    private Operations() {}

    /** Path and query of every GET of the document: path variables and required parameters have the examples that it gives. */
    static List<String> examples(RunningApi api) {
        List<String> requests = new ArrayList<>();
        api.json("/v1/openapi.json").get("paths").properties().forEach(path -> {
            JsonNode parameters = path.getValue().at("/get/parameters");
            StringBuilder request = new StringBuilder(path.getKey());
            char separator = '?';
            for (JsonNode parameter : parameters) {
                String name = parameter.get("name").asString();
                if (parameter.get("in").asString().equals("path")) {
                    int start = request.indexOf("{" + name + "}");
                    request.replace(start, start + name.length() + 2, example(parameter));
                } else if (parameter.path("required").asBoolean() || NEEDED_BY_ROWS.contains(name)) {
                    request.append(separator).append(name).append('=').append(example(parameter));
                    separator = '&';
                }
            }
            requests.add(request.toString());
        });
        return requests;
    }

    /** The example that the document gives for a parameter. */
    static String example(JsonNode parameter) {
        JsonNode example = parameter.has("example") ? parameter.get("example") : parameter.at("/schema/example");
        if (example.isMissingNode()) {
            throw new AssertionError("no example: " + parameter);
        }
        return example.asString();
    }
}
