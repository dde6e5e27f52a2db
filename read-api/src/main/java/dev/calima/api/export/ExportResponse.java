package dev.calima.api.export;

import dev.calima.api.web.Terms;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/exports}. */
@Schema(name = "ExportList")
record ExportResponse(Terms meta, List<File> data) {

    @Schema(name = "ExportFile", description = "All hourly values of a parameter in a network in a local year.")
    record File(
            @Schema(example = "17") long id,
            @Schema(example = "madrid") String network,
            @Schema(example = "no2") String parameter,
            @Schema(example = "µg/m³") String unit,

            @Schema(description = "The year in the network's zone.", example = "2019")
            int year,

            @Schema(
                    description = "csv: text after RFC 4180, packed with gzip; parquet: Apache Parquet.",
                    allowableValues = {"csv", "parquet"})
            String format,

            @Schema(example = "application/vnd.apache.parquet")
            String mediaType,

            @Schema(description = "Name to save it under; it also names the file in the store.")
            String fileName,

            @Schema(description = "SHA-256 of its bytes, 64 hexadecimal digits.")
            String sha256,

            long bytes,

            @Schema(description = "Its rows, without the header.")
            long rows,

            @Schema(
                    description = "Start of its earliest period; null when it has no rows.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant firstStart,

            @Schema(
                    description = "End of its latest period (excluded); null when it has no rows.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant lastEnd,

            @Schema(
                    description =
                            "The newest change of any observation in it: observations with this asOf say the same.")
            Instant asOf,

            Instant publishedAt) {}
}
