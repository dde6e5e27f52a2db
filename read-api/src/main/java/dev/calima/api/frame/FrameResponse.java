package dev.calima.api.frame;

import dev.calima.api.index.IndexVersion;
import dev.calima.api.web.Licence;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/frames}. */
@Schema(name = "FrameAnswer")
record FrameResponse(Meta meta, Frames data) {

    @Schema(name = "FrameMeta")
    record Meta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence,

            @Schema(example = "no2") String parameter,

            @Schema(description = "Unit of every value.", example = "µg/m³")
            String unit,

            @Schema(
                    description =
                            "The version of the index whose bands are given, with its source; empty when none is.")
            List<IndexVersion> index) {}

    @Schema(
            name = "Frames",
            description = "Row h of value and band is the hour h of hour and kind; place s in a row is station s.")
    record Frames(
            @Schema(description = "The stations that measure it, by code.")
            List<Station> station,

            @Schema(description = "Starts of the hours, ascending, UTC.")
            List<Instant> hour,

            @ArraySchema(
                    arraySchema =
                            @Schema(
                                    description =
                                            "observed: the hour has measured values, and only these are given; forecast: it has none yet, and medians of the newest forecasts are given."),
                    schema = @Schema(allowableValues = {"observed", "forecast"}))
            List<String> kind,

            @Schema(description = "Values; null where there is none that may be used.")
            List<List<@Nullable Float>> value,

            @Schema(description = "Bands of the index, from 1, the best; empty when none is asked for.")
            List<List<@Nullable Integer>> band) {}

    @Schema(name = "FrameStation")
    record Station(
            @Schema(example = "28079008") String code,
            @Schema(example = "Escuelas Aguirre") String name,

            @Schema(description = "Degrees north, WGS 84.", example = "40.4215533")
            double latitude,

            @Schema(description = "Degrees east, WGS 84.", example = "-3.6823158")
            double longitude) {}
}
