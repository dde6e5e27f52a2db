package dev.calima.api.registry;

import dev.calima.api.web.Terms;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/models}. */
@Schema(name = "ModelList")
record ModelResponse(Terms meta, List<Model> data) {

    @Schema(
            name = "Model",
            description = "A model of a series: the champion makes its forecasts, challengers would like to.")
    record Model(
            @Schema(example = "12") long id,
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,

            @Schema(allowableValues = {"champion", "challenger"})
            String role,

            @Schema(description = "The algorithm.", example = "ridge-direct")
            String method,

            Instant trainedAt,

            @Schema(
                    description = "Start of the history learnt from.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant dataFrom,

            @Schema(
                    description = "End of the history learnt from (excluded).",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant dataUntil,

            @Schema(
                    description = "The newest change of any observation learnt from: the asOf of its data.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant dataAsOf,

            @Schema(description = "The training profile.", example = "default")
            String profile,

            @Schema(
                    description = "Since when it is the champion; null for a challenger.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant championSince,

            @Schema(
                    description = "Mean absolute error of the median in the backtest, in the parameter's unit.",
                    types = {"number", "null"})
            @Nullable Double mae,

            @Schema(
                    description = "1 - MAE / MAE of the seasonal naive in the backtest: above 0 is better than it.",
                    types = {"number", "null"})
            @Nullable Double skill,

            @Schema(
                    description = "Share of values inside the 80 % interval in the backtest.",
                    types = {"number", "null"})
            @Nullable Double coverage80,

            @Schema(
                    description = "Share of values inside the 95 % interval in the backtest.",
                    types = {"number", "null"})
            @Nullable Double coverage95,

            @Schema(
                    description = "Whether coverage80 is more than 3 points away from 80 %; null when unknown.",
                    types = {"boolean", "null"})
            @Nullable Boolean uncalibrated,

            @Schema(
                    description = "Whether the seasonal naive counts as beaten in a paired test; null when not tested.",
                    types = {"boolean", "null"})
            @Nullable Boolean beatsNaive,

            @Schema(
                    description =
                            "Whether the champion of then counts as beaten in a paired test; null when not tested.",
                    types = {"boolean", "null"})
            @Nullable Boolean beatsChampion) {}
}
