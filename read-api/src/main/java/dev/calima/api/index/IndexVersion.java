package dev.calima.api.index;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of an air-quality index as published, with all that is needed to compute it.
 *
 * @param code name and version
 * @param bands from the best
 * @param pollutants by code
 */
@Schema(name = "AirQualityIndex", description = "A version of an index. Of an hour's pollutants the worst decides.")
public record IndexVersion(
        @Schema(description = "Name and version.", example = "eaqi:2024")
        String code,

        @Schema(example = "European Air Quality Index (revised)")
        String name,

        @Schema(description = "When its publisher began to use it.")
        LocalDate validFrom,

        @Schema(
                description = "When its publisher stopped (excluded); null while it is in use.",
                types = {"string", "null"},
                format = "date")
        @Nullable LocalDate validTo,

        @Schema(description = "Where its bands come from.") String source,

        @Schema(description = "Whether two sources that do not copy each other agree.")
        boolean verified,

        @Schema(description = "From the best.") List<Band> bands,

        List<Pollutant> pollutants) {

    /** One band. */
    @Schema(name = "IndexBand")
    public record Band(
            @Schema(description = "From 1, the best.", example = "1")
            int band,

            @Schema(example = "Good") String name,

            @Schema(description = "Name in Spanish.", example = "Buena")
            String nameEs,

            @Schema(example = "#50f0e6") String colour) {}

    /** The bounds of one pollutant. */
    @Schema(name = "IndexPollutant")
    public record Pollutant(
            @Schema(example = "no2") String parameter,

            @Schema(
                    description = "Hours whose mean counts: 1, or the last 24 of which 18 must be there.",
                    example = "1")
            int averagingHours,

            @Schema(
                    description =
                            "The greatest value of each band but the last, in the parameter's unit; what is equal is still in it.")
            List<Float> upperBounds) {

        /** The band of a value, from 1; values are not rounded before. */
        public int band(double value) {
            int band = 1;
            while (band <= upperBounds.size() && value > upperBounds.get(band - 1)) {
                band++;
            }
            return band;
        }
    }
}
