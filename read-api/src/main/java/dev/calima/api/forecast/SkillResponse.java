package dev.calima.api.forecast;

import dev.calima.api.web.Licence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/forecasts/skill}. */
@Schema(name = "SkillAnswer")
record SkillResponse(Meta meta, List<Skill> data) {

    @Schema(name = "SkillMeta")
    record Meta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence,

            @Schema(description = "Unit of the errors.", example = "µg/m³")
            String unit,

            @Schema(
                    description =
                            "Whether any interval of any lead time holds a share of the values that is more than 3 points away from its level.")
            boolean uncalibrated) {}

    @Schema(name = "Skill", description = "What came of the forecasts issued for a series, for some lead times.")
    record Skill(
            @Schema(description = "Days of origins before the newest scored one.", example = "30")
            int windowDays,

            @Schema(description = "First step ahead that is counted, from 1.", example = "1")
            int leadFrom,

            @Schema(description = "Last step ahead that is counted.", example = "6")
            int leadTo,

            @Schema(description = "Oldest origin counted.") Instant firstOrigin,
            @Schema(description = "Newest origin counted.") Instant lastOrigin,

            @Schema(description = "Pairs of forecast and measured value.", example = "180")
            int count,

            @Schema(description = "Mean absolute error of the median.")
            float mae,

            @Schema(description = "Root mean squared error of the median.")
            float rmse,

            @Schema(description = "Mean of median minus measured value.")
            float bias,

            @Schema(description = "Mean pinball loss over the levels 0.1 to 0.9.")
            float pinball,

            @Schema(description = "Continuous ranked probability score: twice the pinball loss.")
            float crps,

            @Schema(
                    description = "Mean absolute error of the seasonal naive; null where it never has a value.",
                    types = {"number", "null"})
            @Nullable Float naiveMae,

            @Schema(
                    description = "1 - MAE / MAE of the seasonal naive: above 0 is better than it.",
                    types = {"number", "null"})
            @Nullable Float skill,

            @Schema(description = "By level.") List<Coverage> coverage) {}

    @Schema(name = "SkillCoverage")
    record Coverage(
            @Schema(description = "Share of values that the interval should hold.", example = "0.8")
            double level,

            @Schema(description = "Share that it held.", example = "0.78")
            float measured,

            @Schema(description = "Whether the two are more than 3 points apart.")
            boolean uncalibrated) {}
}
