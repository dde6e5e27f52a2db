package dev.calima.api.profile;

import dev.calima.api.web.Licence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of {@code /v1/profiles/...}. */
@Schema(name = "ProfileAnswer")
record ProfileResponse(Meta meta, List<Slot> data) {

    @Schema(name = "ProfileMeta")
    record Meta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence,

            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,
            @Schema(example = "µg/m³") String unit,

            @Schema(description = "Zone in which hours, days and months are counted.", example = "Europe/Madrid")
            String timeZone) {}

    @Schema(name = "ProfileSlot", description = "All usable values of one hour, weekday or month.")
    record Slot(
            @Schema(
                    description = "Hour of the day 0 to 23, day of the week 1 (Monday) to 7, or month 1 to 12.",
                    example = "8")
            int slot,

            @Schema(description = "Usable values.", example = "365")
            int count,

            @Schema(
                    description = "Mean; of a direction that of the unit vectors; null without any value.",
                    types = {"number", "null"})
            @Nullable Double avg,

            @Schema(
                    description = "Least value; null for directions, as all that follow.",
                    types = {"number", "null"})
            @Nullable Double min,

            @Schema(
                    description = "2 % quantile, linear between neighbours, as the others.",
                    types = {"number", "null"})
            @Nullable Double q02,

            @Schema(types = {"number", "null"}) @Nullable Double q25,
            @Schema(types = {"number", "null"}) @Nullable Double median,
            @Schema(types = {"number", "null"}) @Nullable Double q75,
            @Schema(types = {"number", "null"}) @Nullable Double q98,
            @Schema(types = {"number", "null"}) @Nullable Double max) {}
}
