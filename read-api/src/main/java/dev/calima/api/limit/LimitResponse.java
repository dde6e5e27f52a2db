package dev.calima.api.limit;

import dev.calima.api.web.Terms;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of {@code /v1/limits} and {@code /v1/limits/exceedances}. */
final class LimitResponse {

    private LimitResponse() {}

    @Schema(name = "LimitList")
    record Limits(LimitMeta meta, List<Limit> data) {}

    @Schema(name = "LimitListMeta")
    record LimitMeta(
            @Schema(description = "How many there are.") int count) {}

    @Schema(name = "ExceedanceList")
    record Exceedances(Terms meta, List<Exceedance> data) {}

    @Schema(name = "Limit", description = "What a directive or guideline says must not be exceeded.")
    record Limit(
            @Schema(
                    example = "eu-2008-50",
                    allowableValues = {"eu-2008-50", "eu-2024-2881", "who-2021"})
            String standard,

            @Schema(example = "no2") String parameter,

            @Schema(allowableValues = {"limit", "target", "objective", "guideline", "alert", "information"})
            String kind,

            @Schema(
                    description =
                            "What is compared: means of an hour or a day, the greatest running 8-hour mean of a day, the mean of a year or of the peak season (which is not computed).",
                    allowableValues = {"hour", "day", "max-8h", "year", "peak-season"})
            String averaging,

            @Schema(description = "Exceeded by what is greater.", example = "200.0")
            float value,

            @Schema(example = "µg/m³") String unit,

            @Schema(description = "Hours in a row that make one exceedance.", example = "1")
            int consecutive,

            @Schema(
                    description = "Exceedances that a year may have; null where the text names none.",
                    types = {"integer", "null"},
                    example = "18")
            @Nullable Short allowed,

            @Schema(description = "Years over whose exceedances the mean is taken before it is compared with allowed.")
            int averagedYears,

            @Schema(description = "First day on which it binds.")
            LocalDate validFrom,

            @Schema(
                    description = "Day from which it does not any more; null while no end is known.",
                    types = {"string", "null"},
                    format = "date")
            @Nullable LocalDate validTo,

            @Schema(description = "Where the number comes from.")
            String source,

            @Schema(description = "Whether a second source confirms it, or the publisher's own text was read.")
            boolean verified) {}

    @Schema(name = "Exceedance", description = "A limit at a station in a local year, so far as there are data.")
    record Exceedance(
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,
            @Schema(example = "2019") int year,
            @Schema(example = "eu-2008-50") String standard,
            @Schema(example = "limit") String kind,
            @Schema(example = "hour") String averaging,
            @Schema(example = "200.0") float value,
            @Schema(example = "µg/m³") String unit,

            @Schema(
                    description = "Hours, runs of hours or days above it; of a yearly mean 1 when the mean so far is.",
                    example = "4")
            int exceedances,

            @Schema(
                    description = "How many the year may have; null where the text names none.",
                    types = {"integer", "null"},
                    example = "18")
            @Nullable Short allowed,

            @Schema(
                    description = "How many are left of them, 0 at least; null where the text names none.",
                    types = {"integer", "null"},
                    example = "14")
            @Nullable Integer left,

            @Schema(
                    description = "Mean of the exceedances over averagedYears up to this one, of those that there are.",
                    types = {"number", "null"})
            @Nullable Float averaged,

            int averagedYears,

            @Schema(
                    description = "Judged hours, days or steps in percent of the whole year's.",
                    types = {"number", "null"},
                    example = "98.5")
            @Nullable Float percentJudged,

            @Schema(description = "Whether the limit binds on any day of the year.")
            boolean inForce,

            @Schema(description = "The local days with exceedances, rising; empty for a yearly mean.")
            List<LocalDate> days,

            @Schema(description = "Where the limit comes from.")
            String source,

            boolean verified) {}
}
