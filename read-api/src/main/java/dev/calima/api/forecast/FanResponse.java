package dev.calima.api.forecast;

import dev.calima.api.web.Terms;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** The answer of {@code /v1/forecasts/fan}. */
@Schema(name = "FanAnswer")
record FanResponse(Terms meta, Fan data) {

    @Schema(name = "ForecastFan", description = "All that a forecast says: row t of quantile is step t of periodStart.")
    record Fan(
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,

            @Schema(description = "Unit of every quantile.", example = "µg/m³")
            String unit,

            @Schema(description = "Start of the first step.")
            Instant origin,

            @Schema(description = "When it was made.") Instant issuedAt,
            @Schema(description = "End of the last step.") Instant validUntil,

            @Schema(description = "Whether validUntil has passed.")
            boolean stale,

            @Schema(description = "How it was made.", example = "ridge-direct")
            String method,

            @Schema(description = "The model that made it.", example = "12")
            long modelId,

            @Schema(description = "Levels of the quantiles, rising, between 0 and 1.")
            List<Float> level,

            @Schema(description = "Starts of the steps, ascending, UTC.")
            List<Instant> periodStart,

            @Schema(description = "One row for each step, one quantile for each level, rising.")
            List<List<Float>> quantile) {}
}
