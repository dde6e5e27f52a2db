package dev.calima.batch.operate.web;

import dev.calima.batch.trial.SeriesName;
import dev.calima.batch.trial.TrialKind;
import dev.calima.batch.trial.TrialWish;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what stands in the body of a request for a training, backtest or forecast. */
final class TrialRequest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Set<String> KNOWN =
            Set.of("profile", "settings", "series", "training", "zone", "from", "to", "at", "level");
    private static final Set<String> OF_SERIES = Set.of("network", "station", "parameter");
    private static final String DEFAULT_PROFILE = "default";
    private static final double DEFAULT_LEVEL = 0.8;
    private static final int LONGEST = 200;

    private TrialRequest() {}

    /** @throws OperatorProblem saying what is wrong with it */
    static TrialWish read(TrialKind kind, @Nullable String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body == null || body.isBlank() ? "{}" : body);
        } catch (JacksonException e) {
            throw refused("the request is no JSON: " + e.getOriginalMessage());
        }
        only(root, KNOWN, "the request");
        return new TrialWish(
                kind,
                text(root, "profile", DEFAULT_PROFILE),
                settings(root.path("settings")),
                series(root.path("series")),
                training(root),
                textOrNull(root, "zone"),
                moment(root, "from"),
                moment(root, "to"),
                moment(root, "at"),
                level(root.path("level")));
    }

    private static void only(JsonNode node, Set<String> known, String what) {
        if (!node.isObject()) {
            throw refused(what + " must be an object with "
                    + String.join(", ", known.stream().sorted().toList()));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw refused(what + " has no '" + field.getKey() + "'; known are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private static Map<String, Object> settings(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw refused("settings must be an object with the keys of a training profile");
        }
        return JSON.convertValue(node, OBJECT);
    }

    private static List<SeriesName> series(JsonNode node) {
        List<SeriesName> names = new ArrayList<>();
        if (node.isMissingNode() || node.isNull()) {
            return names;
        }
        for (JsonNode one : node.isArray() ? node : JSON.createArrayNode().add(node)) {
            only(one, OF_SERIES, "series");
            names.add(
                    new SeriesName(text(one, "network", ""), textOrNull(one, "station"), textOrNull(one, "parameter")));
        }
        return names;
    }

    private static @Nullable UUID training(JsonNode root) {
        @Nullable String text = textOrNull(root, "training");
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw refused("training must be the id of a training, such as 123e4567-e89b-12d3-a456-426614174000");
        }
    }

    private static @Nullable Instant moment(JsonNode root, String key) {
        @Nullable String text = textOrNull(root, key);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused(
                    key + " must be a moment with its offset, such as 2019-06-03T15:00:00Z, but is '" + text + "'");
        }
    }

    private static double level(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return DEFAULT_LEVEL;
        }
        if (!node.isNumber()) {
            throw refused("level must be a number in 0.50..0.99");
        }
        return node.asDouble();
    }

    private static String text(JsonNode root, String key, String otherwise) {
        @Nullable String text = textOrNull(root, key);
        return text == null ? otherwise : text;
    }

    private static @Nullable String textOrNull(JsonNode root, String key) {
        JsonNode node = root.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if ((!node.isString() && !node.isNumber())
                || node.asString().isBlank()
                || node.asString().length() > LONGEST) {
            throw refused(key + " must be a text of 1 to 200 characters");
        }
        return node.asString();
    }

    private static OperatorProblem refused(String detail) {
        return new OperatorProblem(HttpStatus.BAD_REQUEST, detail);
    }
}
