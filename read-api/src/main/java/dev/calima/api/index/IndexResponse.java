package dev.calima.api.index;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;

/** The answers of {@code /v1/indices} and {@code /v1/indices/days}. */
final class IndexResponse {

    private IndexResponse() {}

    @Schema(name = "IndexList")
    record Versions(VersionsMeta meta, List<IndexVersion> data) {}

    @Schema(name = "IndexListMeta")
    record VersionsMeta(
            @Schema(description = "How many there are.") int count) {}

    @Schema(name = "IndexDayList")
    record Days(DaysMeta meta, List<Day> data) {}

    @Schema(name = "IndexDayMeta")
    record DaysMeta(
            @Schema(description = "The version with which the days were computed, with its source.")
            IndexVersion index) {}

    @Schema(name = "IndexDay", description = "The worst hour of a local day at a station.")
    record Day(
            @Schema(example = "28079008") String station,

            @Schema(description = "The day, in the network's zone.")
            LocalDate day,

            @Schema(description = "Worst band of any hour, from 1, the best.", example = "3")
            int band,

            @Schema(description = "The pollutant that decided.", example = "no2")
            String parameter,

            @Schema(description = "Hours that have a band.", example = "24")
            int hours,

            @Schema(description = "Hours in the worst band.", example = "2")
            int hoursAtWorst) {}
}
