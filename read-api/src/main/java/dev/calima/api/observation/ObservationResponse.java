package dev.calima.api.observation;

import dev.calima.api.web.Licence;
import dev.calima.api.web.Publication;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of {@code /v1/observations}: rows, or the same as columns. */
sealed interface ObservationResponse {

    @Schema(name = "ObservationRows")
    record Rows(Meta meta, List<Row> data) implements ObservationResponse {}

    @Schema(name = "ObservationColumnsAnswer")
    record ColumnsAnswer(Meta meta, Columns data) implements ObservationResponse {}

    @Schema(name = "ObservationPreviewAnswer")
    record PreviewAnswer(PreviewMeta meta, Preview data) implements ObservationResponse {

        static PreviewAnswer of(List<Publication> publications, ObservationCsv.Preview preview) {
            return new PreviewAnswer(
                    new PreviewMeta(Publication.attributions(publications), Publication.licences(publications)),
                    new Preview(preview.rows(), preview.bytes()));
        }
    }

    @Schema(name = "ObservationPreviewMeta")
    record PreviewMeta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence) {}

    @Schema(name = "ObservationPreview", description = "How long the CSV would be.")
    record Preview(
            @Schema(description = "Rows, without the header.", example = "8760")
            long rows,

            @Schema(
                    description =
                            "Bytes before compression: exact up to 1 000 rows, else as if all rows were as long as the first 1 000.",
                    example = "1034000")
            long bytes) {}

    @Schema(name = "ObservationMeta")
    record Meta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence,

            @Schema(description = "Unit of every value.", example = "µg/m³")
            String unit,

            @Schema(description = "How many values the answer may hold.", example = "100")
            int limit,

            @Schema(
                    description = "Ask again with this cursor for the next page; null on the last page.",
                    types = {"string", "null"},
                    example = "AAAAAFzJ8PBGq0uR")
            @Nullable String nextCursor,

            Coverage coverage) {}

    @Schema(
            name = "Coverage",
            description =
                    "How complete the whole range asked for is, not just this page. Periods still to end do not count.")
    record Coverage(
            @Schema(description = "Periods that start in the range and have ended.", example = "24")
            long expectedCount,

            @Schema(description = "Those of them with a value that may be used.", example = "22")
            long observedCount,

            @Schema(description = "0 to 100; 0 when nothing is expected.", example = "91.7")
            double percentComplete) {}

    @Schema(name = "Observation", description = "What was published for one period.")
    record Row(
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,

            @Schema(description = "Start of the period (included), UTC.", example = "2019-03-31T21:00:00Z")
            Instant periodStart,

            @Schema(description = "End of the period (excluded), UTC.", example = "2019-03-31T22:00:00Z")
            Instant periodEnd,

            @Schema(
                    description = "Mean over the period; null when it must not be used.",
                    types = {"number", "null"},
                    example = "43.0")
            @Nullable Float value,

            @Schema(
                    description = "The number as published, whether or not it may be used.",
                    types = {"number", "null"},
                    example = "43.0")
            @Nullable Float publishedValue,

            @Schema(
                    description = "valid; valid-ambiguous-hour: valid, but one of the two hours of the autumn clock"
                            + " change; invalid: the publisher says so; suspect: one of our rules speaks against it.",
                    example = "valid",
                    allowableValues = {"valid", "valid-ambiguous-hour", "invalid", "suspect"})
            String flag,

            @Schema(
                    description =
                            "What the publisher says, by the EEA vocabulary: 1 valid; 2 valid, below the detection"
                                    + " limit; 3 the same, and half of the limit is given; 4 valid, ozone by"
                                    + " CCQM.O3.2019; -1 not valid; -99 not valid, maintenance or calibration.",
                    example = "1",
                    allowableValues = {"-99", "-1", "1", "2", "3", "4"})
            int validity,

            @Schema(
                    description =
                            "How far it was looked through, by the EEA vocabulary: 1 verified; 2 preliminary; 3 not verified.",
                    example = "1",
                    allowableValues = {"1", "2", "3"})
            int verification,

            @ArraySchema(
                    arraySchema =
                            @Schema(
                                    description =
                                            "Rules of ours that speak against the number, none for most. implausible: outside the parameter's"
                                                    + " range; sentinel: stands for no value, such as -999; stuck: the same number for too long;"
                                                    + " spike: far above both neighbours; future: the period had not ended when it was published;"
                                                    + " unit: a stretch in another unit than the rest."),
                    schema = @Schema(allowableValues = {"implausible", "sentinel", "stuck", "spike", "future", "unit"}))
            List<String> quality) {}

    @Schema(name = "ObservationColumns", description = "Arrays of equal length; place i of each is the same period.")
    record Columns(
            @Schema(description = "Starts of the periods, ascending, UTC.")
            List<Instant> periodStart,

            @ArraySchema(
                    arraySchema = @Schema(description = "Values; null where a value must not be used."),
                    schema = @Schema(types = {"number", "null"}))
            List<@Nullable Float> value,

            @Schema(description = "Flags, as in rows.") List<String> flag,

            @Schema(description = "Validities, as in rows.") List<Integer> validity,

            @Schema(description = "Verifications, as in rows.")
            List<Integer> verification,

            @Schema(
                    description =
                            "Names of the rules that speak against each number, as in rows; most lists are empty.")
            List<List<String>> quality) {}
}
