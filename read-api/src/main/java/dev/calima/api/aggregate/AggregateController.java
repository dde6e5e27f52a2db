package dev.calima.api.aggregate;

import static dev.calima.api.format.AnswerFormat.CSV;
import static dev.calima.api.format.AnswerFormat.ROWS;

import dev.calima.api.csv.CsvBody;
import dev.calima.api.format.AnswerFormat;
import dev.calima.api.series.Series;
import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.DateRange;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
import dev.calima.api.web.Terms;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

@RestController
@Tag(name = "Measurements", description = "What was measured.")
class AggregateController {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final int MAX_ROWS = 10_000;
    private static final int DAYS_OF_MONTH = 28;
    private static final int DAYS_OF_YEAR = 365;
    private static final String ABOUT =
            "Local days of the network, as the roll-ups have them; what is not computed yet, or has no value at all, is left out. Sorted by station, parameter and time. At most 10 000 rows as JSON; CSV of any length.";
    private static final String STATION = "Code of the station; all when left out.";
    private static final String PARAMETER = "What was measured.";
    private static final String FROM = "First local day, such as 2019-01-01.";
    private static final String TO = "Day after the last one.";
    private static final String FORMAT = "rows: JSON. csv: text/csv, also asked for by Accept.";

    private final SeriesQueries series;
    private final AggregateQueries queries;

    AggregateController(SeriesQueries series, AggregateQueries queries) {
        this.series = series;
        this.queries = queries;
    }

    @GetMapping(
            path = "/v1/aggregates/day",
            produces = {MediaType.APPLICATION_JSON_VALUE, AnswerFormat.TEXT_CSV})
    @Operation(operationId = "listDayAggregates", summary = "Days of series", description = ABOUT)
    @ApiResponse(
            responseCode = "200",
            description = "The days.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = AggregateResponse.Days.class)),
                @Content(mediaType = AnswerFormat.TEXT_CSV, schema = @Schema(type = "string"))
            })
    ResponseEntity<?> days(
            @Parameter(description = PARAMETER, example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = STATION, example = "28079008") @RequestParam(required = false) @Nullable StationCode station,
            @Parameter(description = FROM, example = "2019-01-01") @RequestParam String dateFrom,
            @Parameter(description = TO, example = "2019-02-01") @RequestParam String dateTo,
            @Parameter(
                            description = FORMAT,
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"rows", "csv"},
                                            defaultValue = "rows"))
                    @RequestParam(required = false)
                    @Nullable String format,
            @Parameter(hidden = true) HttpServletRequest request) {
        DateRange range = DateRange.read(dateFrom, dateTo);
        List<Series> of = listed(station, parameter);
        if (AnswerFormat.of(format, request, ROWS, CSV) == CSV) {
            return csv(of, AggregateCsv.days(queries, of, range), "days.csv", request);
        }
        checkSize(of.size() * range.days());
        return json(of).body(new AggregateResponse.Days(terms(of), queries.days(of, range)));
    }

    @GetMapping(
            path = "/v1/aggregates/month",
            produces = {MediaType.APPLICATION_JSON_VALUE, AnswerFormat.TEXT_CSV})
    @Operation(
            operationId = "listMonthAggregates",
            summary = "Months of series",
            description = "Months whose first day is in the range. " + ABOUT)
    @ApiResponse(
            responseCode = "200",
            description = "The months.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = AggregateResponse.Periods.class)),
                @Content(mediaType = AnswerFormat.TEXT_CSV, schema = @Schema(type = "string"))
            })
    ResponseEntity<?> months(
            @Parameter(description = PARAMETER, example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = STATION, example = "28079008") @RequestParam(required = false) @Nullable StationCode station,
            @Parameter(description = FROM, example = "2019-01-01") @RequestParam String dateFrom,
            @Parameter(description = TO, example = "2020-01-01") @RequestParam String dateTo,
            @Parameter(
                            description = FORMAT,
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"rows", "csv"},
                                            defaultValue = "rows"))
                    @RequestParam(required = false)
                    @Nullable String format,
            @Parameter(hidden = true) HttpServletRequest request) {
        return periods(
                "month", DAYS_OF_MONTH, listed(station, parameter), DateRange.read(dateFrom, dateTo), format, request);
    }

    @GetMapping(
            path = "/v1/aggregates/year",
            produces = {MediaType.APPLICATION_JSON_VALUE, AnswerFormat.TEXT_CSV})
    @Operation(
            operationId = "listYearAggregates",
            summary = "Years of series",
            description = "Years whose first day is in the range. " + ABOUT)
    @ApiResponse(
            responseCode = "200",
            description = "The years.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = AggregateResponse.Periods.class)),
                @Content(mediaType = AnswerFormat.TEXT_CSV, schema = @Schema(type = "string"))
            })
    ResponseEntity<?> years(
            @Parameter(description = PARAMETER, example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = STATION, example = "28079008") @RequestParam(required = false) @Nullable StationCode station,
            @Parameter(description = FROM, example = "2010-01-01") @RequestParam String dateFrom,
            @Parameter(description = TO, example = "2020-01-01") @RequestParam String dateTo,
            @Parameter(
                            description = FORMAT,
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"rows", "csv"},
                                            defaultValue = "rows"))
                    @RequestParam(required = false)
                    @Nullable String format,
            @Parameter(hidden = true) HttpServletRequest request) {
        return periods(
                "year", DAYS_OF_YEAR, listed(station, parameter), DateRange.read(dateFrom, dateTo), format, request);
    }

    private ResponseEntity<?> periods(
            String period,
            int shortest,
            List<Series> of,
            DateRange range,
            @Nullable String format,
            HttpServletRequest request) {
        if (AnswerFormat.of(format, request, ROWS, CSV) == CSV) {
            return csv(of, AggregateCsv.periods(queries, of, period, range), period + "s.csv", request);
        }
        checkSize(of.size() * (range.days() / shortest + 1));
        return json(of).body(new AggregateResponse.Periods(terms(of), queries.periods(of, period, range)));
    }

    private List<Series> listed(@Nullable StationCode station, ParameterCode parameter) {
        return station == null ? series.list(null, parameter) : List.of(series.get(station, parameter));
    }

    private static void checkSize(long rows) {
        if (rows > MAX_ROWS) {
            throw RequestProblem.invalid(
                    "dateTo",
                    "is too far from dateFrom: these may be " + rows + " rows, and JSON has at most " + MAX_ROWS
                            + "; ask for a part, for one station, or for format=csv");
        }
    }

    private static ResponseEntity<?> csv(List<Series> of, CsvBody body, String name, HttpServletRequest request) {
        ShallowEtagHeaderFilter.disableContentCaching(request); // it would keep the whole answer
        return AnswerHeaders.cachedFor(MAX_AGE, publications(of))
                .contentType(CSV.type())
                .header(HttpHeaders.CONTENT_DISPOSITION, AnswerFormat.savedAs(name))
                .body(body);
    }

    private static ResponseEntity.BodyBuilder json(List<Series> of) {
        return AnswerHeaders.cachedFor(MAX_AGE, publications(of)).contentType(MediaType.APPLICATION_JSON);
    }

    private static Terms terms(List<Series> of) {
        return Terms.of(publications(of));
    }

    private static List<Publication> publications(List<Series> of) {
        return of.stream().map(Series::publication).toList();
    }
}
