package dev.calima.batch.operate.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.calima.batch.registry.ChampionChange;
import dev.calima.batch.registry.RegisteredModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about the models of one series.
 *
 * @param series network/station/parameter
 * @param champion the model that forecasts are made with; null when there is none
 * @param challengers models that may take its place, the newest first
 * @param changes the champions that there were, the present one first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelResponse(
        String series,
        @Nullable RegisteredModel champion,
        List<RegisteredModel> challengers,
        List<ChampionChange> changes) {

    static ModelResponse of(String series, List<RegisteredModel> models, List<ChampionChange> changes) {
        return new ModelResponse(
                series,
                models.stream()
                        .filter(one -> one.role().equals("champion"))
                        .findFirst()
                        .orElse(null),
                models.stream().filter(one -> !one.role().equals("champion")).toList(),
                changes);
    }
}
