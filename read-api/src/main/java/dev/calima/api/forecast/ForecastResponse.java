package dev.calima.api.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.calima.api.web.Licence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/forecasts}. */
@Schema(name = "ForecastAnswer")
record ForecastResponse(Meta meta, Fan data) {

    @Schema(name = "ForecastMeta")
    record Meta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence) {}

    @Schema(name = "Forecast", description = "The newest forecast of a series: all of its steps, or the one asked for.")
    record Fan(
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,

            @Schema(description = "Unit of every value.", example = "µg/m³")
            String unit,

            @Schema(
                    description = "Start of the first step; everything before it could be known.",
                    example = "2019-04-01T00:00:00Z")
            Instant origin,

            @Schema(description = "When it was made.", example = "2019-04-01T00:05:12Z")
            Instant issuedAt,

            @Schema(
                    description = "End of the last step; later it says nothing any more.",
                    example = "2019-04-04T00:00:00Z")
            Instant validUntil,

            @Schema(description = "Whether validUntil has passed.", example = "false")
            boolean stale,

            @Schema(description = "How it was made.", example = "ridge-direct")
            String method,

            @Schema(description = "The model that made it.", example = "12")
            long modelId,

            @Schema(description = "Share of cases in which the value should lie from lower to upper.", example = "0.9")
            BigDecimal level,

            @Schema(description = "The moment asked for; only with at.", example = "2019-04-01T16:00:00Z")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable Instant at,

            List<Value> values) {}

    @Schema(name = "ForecastValue", description = "What is expected of one period.")
    record Value(
            @Schema(description = "Steps ahead of the origin, from 1.", example = "17")
            int lead,

            @Schema(description = "Start of the period (included), UTC.", example = "2019-04-01T16:00:00Z")
            Instant periodStart,

            @Schema(description = "End of the period (excluded), UTC.", example = "2019-04-01T17:00:00Z")
            Instant periodEnd,

            @Schema(description = "As likely above as below.", example = "38.2")
            float median,

            @Schema(description = "Lower end of the interval.", example = "21.5")
            float lower,

            @Schema(description = "Upper end of the interval.", example = "66.0")
            float upper) {}
}
