package dev.calima.api.aggregate;

import dev.calima.api.csv.CsvBody;
import dev.calima.api.csv.CsvText;
import dev.calima.api.series.Series;
import dev.calima.api.web.DateRange;
import java.io.IOException;
import java.util.List;

/** Days, months and years as CSV: one series after the other, so that only one is in memory. */
final class AggregateCsv {

    private AggregateCsv() {}

    static CsvBody days(AggregateQueries queries, List<Series> of, DateRange range) {
        return csv -> {
            csv.header(
                    "station",
                    "parameter",
                    "unit",
                    "day",
                    "avg",
                    "min",
                    "max",
                    "sum",
                    "max8h",
                    "expectedCount",
                    "observedCount",
                    "percentComplete",
                    "valid");
            for (Series series : of) {
                for (AggregateResponse.Day day : queries.days(List.of(series), range)) {
                    named(
                            csv,
                            day.station(),
                            day.parameter(),
                            day.unit(),
                            day.day().toString());
                    numbers(csv, day.avg(), day.min(), day.max(), day.sum(), day.max8h());
                    numbers(csv, day.expectedCount(), day.observedCount(), day.percentComplete());
                    csv.truth(day.valid()).endRow();
                }
            }
        };
    }

    static CsvBody periods(AggregateQueries queries, List<Series> of, String period, DateRange range) {
        return csv -> {
            csv.header(
                    "station",
                    "parameter",
                    "unit",
                    "start",
                    "min",
                    "q02",
                    "q25",
                    "median",
                    "q75",
                    "q98",
                    "max",
                    "avg",
                    "sd",
                    "sum",
                    "expectedCount",
                    "observedCount",
                    "percentComplete",
                    "validDays",
                    "valid");
            for (Series series : of) {
                for (AggregateResponse.Period each : queries.periods(List.of(series), period, range)) {
                    named(
                            csv,
                            each.station(),
                            each.parameter(),
                            each.unit(),
                            each.start().toString());
                    numbers(csv, each.min(), each.q02(), each.q25(), each.median(), each.q75(), each.q98());
                    numbers(csv, each.max(), each.avg(), each.sd(), each.sum());
                    numbers(csv, each.expectedCount(), each.observedCount(), each.percentComplete(), each.validDays());
                    csv.truth(each.valid()).endRow();
                }
            }
        };
    }

    private static void named(CsvText csv, String... texts) {
        for (String text : texts) {
            csv.text(text);
        }
    }

    private static void numbers(CsvText csv, @org.jspecify.annotations.Nullable Number... numbers) throws IOException {
        for (Number number : numbers) {
            csv.number(number);
        }
    }
}
