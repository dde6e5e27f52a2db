package dev.calima.api.latest;

import dev.calima.api.web.Licence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** The answer of {@code /v1/latest}. */
@Schema(name = "LatestList")
record LatestResponse(Meta meta, List<Latest> data) {

    @Schema(name = "LatestMeta")
    record Meta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence) {}

    @Schema(name = "Latest", description = "The last usable value of a series.")
    record Latest(
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,

            @Schema(description = "Start of its period (included), UTC.", example = "2019-03-31T21:00:00Z")
            Instant periodStart,

            @Schema(description = "End of its period (excluded), UTC.", example = "2019-03-31T22:00:00Z")
            Instant periodEnd,

            @Schema(description = "Mean over the period, in the unit.", example = "43.0")
            float value,

            @Schema(example = "µg/m³") String unit,

            @Schema(
                    description =
                            "What the publisher says, by the EEA vocabulary: 1, 2, 3 or 4, each of them valid. No rule"
                                    + " of ours speaks against it.",
                    example = "1",
                    allowableValues = {"1", "2", "3", "4"})
            int validity,

            @Schema(
                    description =
                            "How far it was looked through, by the EEA vocabulary: 1 verified; 2 preliminary; 3 not verified.",
                    example = "3",
                    allowableValues = {"1", "2", "3"})
            int verification) {}
}
