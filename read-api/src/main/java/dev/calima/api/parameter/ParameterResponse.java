package dev.calima.api.parameter;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The answer of {@code /v1/parameters}. */
@Schema(name = "ParameterList")
record ParameterResponse(Meta meta, List<Parameter> data) {

    @Schema(name = "ParameterListMeta")
    record Meta(
            @Schema(description = "How many there are.", example = "24")
            int count) {}

    @Schema(name = "Parameter", description = "Something that is measured.")
    record Parameter(
            @Schema(description = "Short name, used in queries.", example = "no2")
            String code,

            @Schema(example = "Nitrogen dioxide") String name,

            @Schema(description = "How a chart labels it.", example = "NO₂")
            String displayName,

            @Schema(
                    example = "pollutant",
                    allowableValues = {"pollutant", "weather"})
            String kind,

            @Schema(description = "Unit of every value of it.", example = "µg/m³")
            String unit,

            @Schema(description = "Decimals that a display shows.", example = "0")
            int decimals) {}
}
