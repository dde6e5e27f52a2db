package dev.calima.api.observation;

import static dev.calima.api.format.AnswerFormat.COLUMNS;
import static dev.calima.api.format.AnswerFormat.CSV;
import static dev.calima.api.format.AnswerFormat.ROWS;

import dev.calima.api.format.AnswerFormat;
import dev.calima.api.series.Series;
import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.NextPage;
import dev.calima.api.web.PageLimit;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
import dev.calima.api.web.TimeBounds;
import dev.calima.api.web.TimeRange;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

@RestController
@Tag(name = "Measurements", description = "What was measured.")
class ObservationController {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final SeriesQueries series;
    private final ObservationPages pages;
    private final ObservationCsv csv;
    private final Clock clock;

    ObservationController(SeriesQueries series, ObservationPages pages, ObservationCsv csv, Clock clock) {
        this.series = series;
        this.pages = pages;
        this.csv = csv;
        this.clock = clock;
    }

    @GetMapping(
            path = "/v1/observations",
            produces = {MediaType.APPLICATION_JSON_VALUE, AnswerFormat.TEXT_CSV})
    @Operation(
            operationId = "listObservations",
            summary = "The values of a series over a time; as CSV of many series",
            description =
                    "Ascending by period; periods for which nothing was published are left out. Rows come in pages: follow `Link` with `rel=\"next\"`, or send `meta.nextCursor` as `cursor`. CSV comes whole, of any length, while it is read, all as it stood at one moment; `preview=true` tells before how long it is.")
    @ApiResponse(
            responseCode = "200",
            description =
                    "Rows; columns with format=columns; CSV with format=csv; the length of the CSV with preview=true.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema =
                                @Schema(
                                        oneOf = {
                                            ObservationResponse.Rows.class,
                                            ObservationResponse.ColumnsAnswer.class,
                                            ObservationResponse.PreviewAnswer.class
                                        })),
                @Content(mediaType = AnswerFormat.TEXT_CSV, schema = @Schema(type = "string"))
            })
    ResponseEntity<?> list(
            @Parameter(
                            description = "Code of the station; with format=csv it may be left out for all.",
                            example = "28079008")
                    @RequestParam(required = false)
                    @Nullable StationCode station,
            @Parameter(
                            description = "What was measured; with format=csv it may be left out for everything.",
                            example = "no2")
                    @RequestParam(required = false)
                    @Nullable ParameterCode parameter,
            @Parameter(
                            description =
                                    "Periods that start at this moment or later: a time with offset, or with tz also a day.",
                            example = "2019-03-31T00:00:00Z")
                    @RequestParam
                    String datetimeFrom,
            @Parameter(
                            description =
                                    "Periods that start before this moment: a time with offset, or with tz also a day.",
                            example = "2019-04-01T00:00:00Z")
                    @RequestParam
                    String datetimeTo,
            @Parameter(
                            description =
                                    "IANA zone whose midnights the days in datetimeFrom and datetimeTo stand for.",
                            example = "Europe/Madrid")
                    @RequestParam(required = false)
                    @Nullable String tz,
            @Parameter(
                            description =
                                    "The answer as it was at this moment, a time with offset: what was corrected since is taken back.")
                    @RequestParam(required = false)
                    @Nullable Instant asOf,
            @Parameter(
                            description = "Values in a page, 1 to 1000; only with rows.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "meta.nextCursor of the page before, with all else unchanged; only with rows.")
                    @RequestParam(required = false)
                    @Nullable String cursor,
            @Parameter(
                            description =
                                    "rows: one object for each value, in pages. columns: one array for each field, all at once, for a range of at most 10 000 periods. csv: text/csv, also asked for by Accept.",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"rows", "columns", "csv"},
                                            defaultValue = "rows"))
                    @RequestParam(required = false)
                    @Nullable String format,
            @Parameter(
                            description = "true, with format=csv: only how many rows and bytes it would have, as JSON.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String preview,
            @Parameter(hidden = true) HttpServletRequest request) {
        TimeRange range = TimeBounds.read(datetimeFrom, datetimeTo, tz);
        checkPast(asOf);
        AnswerFormat form = AnswerFormat.of(format, request, ROWS, COLUMNS, CSV);
        if (form != ROWS) {
            refuse("limit", limit, "goes with format=rows only; the others give the whole range at once");
            refuse("cursor", cursor, "goes with format=rows only; the others give the whole range at once");
        }
        if (form == CSV) {
            return csv(listed(station, parameter), range, asOf, isTrue(preview), request);
        }
        refuse("preview", preview, "goes with format=csv only");
        Series one = series.get(required("station", station), required("parameter", parameter));
        if (form == COLUMNS) {
            return json(one).body(asOf == null ? pages.columns(one, range) : pages.columns(one, range, asOf));
        }
        return rows(one, range, asOf, PageLimit.read(limit), cursor, request);
    }

    private ResponseEntity<?> rows(
            Series of,
            TimeRange range,
            @Nullable Instant asOf,
            int limit,
            @Nullable String cursor,
            HttpServletRequest request) {
        ObservationResponse.Rows page = pages.rows(of, range, asOf, limit, cursor);
        ResponseEntity.BodyBuilder answer = json(of);
        @Nullable String nextCursor = page.meta().nextCursor();
        if (nextCursor != null) {
            answer.header(HttpHeaders.LINK, NextPage.link(request, nextCursor));
        }
        return answer.body(page);
    }

    private ResponseEntity<?> csv(
            List<Series> of, TimeRange range, @Nullable Instant asOf, boolean onlyPreview, HttpServletRequest request) {
        List<Publication> publications = of.stream().map(Series::publication).toList();
        ResponseEntity.BodyBuilder answer = AnswerHeaders.cachedFor(MAX_AGE, publications);
        if (onlyPreview) {
            return answer.contentType(MediaType.APPLICATION_JSON)
                    .body(ObservationResponse.PreviewAnswer.of(publications, csv.preview(of, range, asOf)));
        }
        answer.contentType(CSV.type())
                .header(HttpHeaders.CONTENT_DISPOSITION, AnswerFormat.savedAs("observations.csv"));
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            return answer.build();
        }
        ShallowEtagHeaderFilter.disableContentCaching(request); // it would keep the whole answer
        return answer.body(csv.body(of, range, asOf));
    }

    private static ResponseEntity.BodyBuilder json(Series of) {
        return AnswerHeaders.cachedFor(MAX_AGE, List.of(of.publication())).contentType(MediaType.APPLICATION_JSON);
    }

    private List<Series> listed(@Nullable StationCode station, @Nullable ParameterCode parameter) {
        return station != null && parameter != null
                ? List.of(series.get(station, parameter))
                : series.list(station, parameter);
    }

    private void checkPast(@Nullable Instant asOf) {
        if (asOf != null && asOf.isAfter(clock.instant())) {
            throw RequestProblem.invalid("asOf", "is in the future; leave it out for what stands there now");
        }
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw RequestProblem.invalid(name, "is required, but for format=csv");
        }
        return value;
    }

    private static boolean isTrue(@Nullable String preview) {
        if (preview != null && !preview.equals("true") && !preview.equals("false")) {
            throw RequestProblem.invalid("preview", "must be true or false");
        }
        return "true".equals(preview);
    }

    private static void refuse(String name, @Nullable String value, String why) {
        if (value != null) {
            throw RequestProblem.invalid(name, why);
        }
    }
}
