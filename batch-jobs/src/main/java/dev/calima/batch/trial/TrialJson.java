package dev.calima.batch.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trials as JSON, in the names that requests use. */
final class TrialJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private TrialJson() {}

    static String write(TrialWish wish) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("kind", wish.kind().code());
        all.put("profile", wish.profile());
        all.put("settings", wish.settings());
        List<Map<String, @Nullable Object>> series = new ArrayList<>();
        for (SeriesName name : wish.series()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("network", name.network());
            one.put("station", name.station());
            one.put("parameter", name.parameter());
            series.add(one);
        }
        all.put("series", series);
        all.put("training", wish.training() == null ? null : wish.training().toString());
        all.put("zone", wish.zone());
        all.put("from", text(wish.from()));
        all.put("to", text(wish.to()));
        all.put("at", text(wish.at()));
        all.put("level", wish.level());
        return JSON.writeValueAsString(all);
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }

    static TrialWish read(String text) {
        JsonNode root = JSON.readTree(text);
        List<SeriesName> series = new ArrayList<>();
        for (JsonNode one : root.path("series")) {
            series.add(new SeriesName(
                    one.path("network").asString(), textOrNull(one, "station"), textOrNull(one, "parameter")));
        }
        @Nullable String training = textOrNull(root, "training");
        return new TrialWish(
                TrialKind.of(root.path("kind").asString()),
                root.path("profile").asString(),
                JSON.convertValue(root.path("settings"), OBJECT),
                series,
                training == null ? null : UUID.fromString(training),
                textOrNull(root, "zone"),
                moment(root, "from"),
                moment(root, "to"),
                moment(root, "at"),
                root.path("level").asDouble());
    }

    private static @Nullable String textOrNull(JsonNode node, String key) {
        return node.path(key).asString(null);
    }

    private static @Nullable Instant moment(JsonNode node, String key) {
        @Nullable String text = textOrNull(node, key);
        return text == null ? null : Instant.parse(text);
    }

    /** Whether two texts say the same, whatever the database did to their spaces and the order of their keys. */
    static boolean same(String one, String other) {
        return JSON.readTree(one).equals(JSON.readTree(other));
    }
}
