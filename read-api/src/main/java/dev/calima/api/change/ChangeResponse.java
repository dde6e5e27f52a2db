package dev.calima.api.change;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/changes}. */
@Schema(name = "ChangeList")
record ChangeResponse(Meta meta, List<Change> data) {

    @Schema(name = "ChangeMeta")
    record Meta(
            @Schema(description = "How many changes the answer may hold.", example = "100")
            int limit,

            @Schema(
                    description = "Ask again with this cursor for the next page; null on the last page.",
                    types = {"string", "null"})
            @Nullable String nextCursor,

            @Schema(
                    description = "Ask with this as updatedSince later: nothing is missed or comes twice.",
                    example = "2019-04-02T10:20:31.123456Z")
            Instant updatedUntil) {}

    @Schema(name = "Change", description = "A published value that was there and whose number or validity changed.")
    record Change(
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,

            @Schema(description = "Start of the period (included), UTC.", example = "2019-03-31T21:00:00Z")
            Instant periodStart,

            @Schema(description = "End of the period (excluded), UTC.", example = "2019-03-31T22:00:00Z")
            Instant periodEnd,

            @Schema(
                    description = "The number published before, whether or not it may be used.",
                    types = {"number", "null"})
            @Nullable Float oldValue,

            @Schema(
                    description = "The number published since, whether or not it may be used.",
                    types = {"number", "null"})
            @Nullable Float newValue,

            @Schema(description = "Validity before, by the EEA vocabulary.", example = "1")
            int oldValidity,

            @Schema(description = "Validity since, by the EEA vocabulary.", example = "-1")
            int newValidity,

            @Schema(description = "When it changed here.", example = "2019-04-02T10:20:31.123456Z")
            Instant changedAt,

            @Schema(
                    description = "The load that changed it; null when a later look at the quality did.",
                    types = {"integer", "null"},
                    example = "17")
            @Nullable Long loadId) {}
}
