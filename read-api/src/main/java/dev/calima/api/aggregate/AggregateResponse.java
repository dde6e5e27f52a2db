package dev.calima.api.aggregate;

import dev.calima.api.web.Terms;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of {@code /v1/aggregates/...}. */
final class AggregateResponse {

    private AggregateResponse() {}

    @Schema(name = "DayAggregates")
    record Days(Terms meta, List<Day> data) {}

    @Schema(name = "PeriodAggregates")
    record Periods(Terms meta, List<Period> data) {}

    @Schema(name = "DayAggregate", description = "A local day of a series, from its usable values.")
    record Day(
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,
            @Schema(example = "µg/m³") String unit,

            @Schema(description = "The day, in the network's zone.", example = "2019-01-31")
            LocalDate day,

            @Schema(
                    description = "Mean; of a direction that of the unit vectors; null without any value.",
                    types = {"number", "null"})
            @Nullable Float avg,

            @Schema(
                    description = "Least value; null without any, and for directions.",
                    types = {"number", "null"})
            @Nullable Float min,

            @Schema(
                    description = "Greatest value; null without any, and for directions.",
                    types = {"number", "null"})
            @Nullable Float max,

            @Schema(
                    description = "Sum, for amounts such as rain; null for others.",
                    types = {"number", "null"})
            @Nullable Float sum,

            @Schema(
                    description = "Greatest running 8-hour mean that ends in the day, for o3 and co; null for others.",
                    types = {"number", "null"})
            @Nullable Float max8h,

            @Schema(description = "Periods of the whole day: 23, 24 or 25 hours.", example = "24")
            int expectedCount,

            @Schema(description = "Usable values.", example = "24")
            int observedCount,

            @Schema(description = "0 to 100, of the whole day.", example = "100.0")
            double percentComplete,

            @Schema(description = "Whether enough is there for a daily mean.")
            boolean valid) {}

    @Schema(name = "PeriodAggregate", description = "A local month or year of a series, from its usable values.")
    record Period(
            @Schema(example = "28079008") String station,
            @Schema(example = "no2") String parameter,
            @Schema(example = "µg/m³") String unit,

            @Schema(description = "Its first day, in the network's zone.", example = "2019-01-01")
            LocalDate start,

            @Schema(types = {"number", "null"}) @Nullable Float min,

            @Schema(
                    description = "2 % quantile, linear between neighbours, as the others.",
                    types = {"number", "null"})
            @Nullable Float q02,

            @Schema(types = {"number", "null"}) @Nullable Float q25,
            @Schema(types = {"number", "null"}) @Nullable Float median,
            @Schema(types = {"number", "null"}) @Nullable Float q75,
            @Schema(types = {"number", "null"}) @Nullable Float q98,
            @Schema(types = {"number", "null"}) @Nullable Float max,
            @Schema(types = {"number", "null"}) @Nullable Float avg,

            @Schema(
                    description = "Sample standard deviation.",
                    types = {"number", "null"})
            @Nullable Float sd,

            @Schema(
                    description = "Sum, for amounts such as rain; null for others.",
                    types = {"number", "null"})
            @Nullable Float sum,

            @Schema(description = "Periods of the whole month or year.", example = "743")
            int expectedCount,

            @Schema(description = "Usable values.", example = "735")
            int observedCount,

            @Schema(description = "0 to 100, of the whole month or year.", example = "98.9")
            double percentComplete,

            @Schema(description = "Local days with enough values for a daily mean.", example = "31")
            int validDays,

            @Schema(description = "Whether enough is there.")
            boolean valid) {}
}
