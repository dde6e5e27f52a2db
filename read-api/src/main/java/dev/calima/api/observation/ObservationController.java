package dev.calima.api.observation;

import dev.calima.api.series.Series;
import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@Tag(name = "Measurements", description = "What was measured.")
class ObservationController {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_COLUMN_STEPS = 10_000;
    private static final String ROWS = "rows";
    private static final String COLUMNS = "columns";

    private final SeriesQueries series;
    private final ObservationQueries queries;
    private final Clock clock;

    ObservationController(SeriesQueries series, ObservationQueries queries, Clock clock) {
        this.series = series;
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping(path = "/v1/observations", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listObservations",
            summary = "The values of a series over a time",
            description =
                    "Ascending by period; periods for which nothing was published are left out. Rows come in pages: follow `Link` with `rel=\"next\"`, or send `meta.nextCursor` as `cursor`.")
    @ApiResponse(
            responseCode = "200",
            description = "Rows, or columns when shape=columns.",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            oneOf = {
                                                ObservationResponse.Rows.class,
                                                ObservationResponse.ColumnsAnswer.class
                                            })))
    ResponseEntity<ObservationResponse> list(
            @Parameter(description = "Code of the station.", example = "28079008") @RequestParam StationCode station,
            @Parameter(description = "What was measured.", example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(
                            description = "Periods that start at this moment or later; a time with offset.",
                            example = "2019-03-31T00:00:00Z")
                    @RequestParam
                    Instant datetimeFrom,
            @Parameter(
                            description = "Periods that start before this moment; a time with offset.",
                            example = "2019-04-01T00:00:00Z")
                    @RequestParam
                    Instant datetimeTo,
            @Parameter(
                            description = "Values in a page, 1 to 1000; not with shape=columns.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(
                            description =
                                    "meta.nextCursor of the page before, with all else unchanged; not with shape=columns.")
                    @RequestParam(required = false)
                    @Nullable String cursor,
            @Parameter(
                            description =
                                    "rows: one object for each value, in pages. columns: one array for each field, all at once, for a range of at most 10 000 periods.",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {ROWS, COLUMNS},
                                            defaultValue = ROWS))
                    @RequestParam(defaultValue = ROWS)
                    String shape,
            @Parameter(hidden = true) HttpServletRequest request) {
        TimeRange range = range(datetimeFrom, datetimeTo);
        return switch (shape) {
            case ROWS -> rows(series.get(station, parameter), range, limit(limit), cursor, request);
            case COLUMNS -> {
                refuseWithColumns("limit", limit);
                refuseWithColumns("cursor", cursor);
                yield columns(series.get(station, parameter), range);
            }
            default -> throw RequestProblem.invalid("shape", "must be rows or columns");
        };
    }

    private ResponseEntity<ObservationResponse> rows(
            Series of, TimeRange range, int limit, @Nullable String cursor, HttpServletRequest request) {
        List<Observation> found = queries.list(of, rest(of, range, cursor), limit + 1);
        boolean more = found.size() > limit;
        List<Observation> page = more ? found.subList(0, limit) : found;
        @Nullable String nextCursor = more ? Cursor.after(page.getLast().start(), of, range) : null;
        ResponseEntity.BodyBuilder answer = AnswerHeaders.cachedFor(MAX_AGE, List.of(of.publication()));
        if (nextCursor != null) {
            answer.header(HttpHeaders.LINK, "<" + withCursor(request, nextCursor) + ">; rel=\"next\"");
        }
        return answer.body(new ObservationResponse.Rows(
                meta(of, range, limit, nextCursor, cursor == null && !more ? page : null),
                page.stream().map(each -> row(of, each)).toList()));
    }

    private ResponseEntity<ObservationResponse> columns(Series of, TimeRange range) {
        long steps = Steps.startingIn(range, of.step(), of.phase());
        if (steps > MAX_COLUMN_STEPS) {
            throw RequestProblem.invalid(
                    "datetimeTo",
                    "is too far from datetimeFrom: shape=columns gives at most " + MAX_COLUMN_STEPS
                            + " periods, these are " + steps + "; ask for a part, or page through shape=rows");
        }
        List<Observation> found = queries.list(of, range, MAX_COLUMN_STEPS);
        List<@Nullable Float> values = new ArrayList<>(found.size());
        found.forEach(each -> values.add(each.value()));
        ObservationResponse.Columns columns = new ObservationResponse.Columns(
                found.stream().map(Observation::start).toList(),
                values,
                found.stream().map(Observation::flagName).toList(),
                found.stream().map(Observation::validity).toList(),
                found.stream().map(Observation::verification).toList(),
                found.stream().map(Observation::rules).toList());
        return AnswerHeaders.cachedFor(MAX_AGE, List.of(of.publication()))
                .body(new ObservationResponse.ColumnsAnswer(meta(of, range, MAX_COLUMN_STEPS, null, found), columns));
    }

    /** @param whole everything in the range when it is at hand, null when it is not and must be counted in the database */
    private ObservationResponse.Meta meta(
            Series of, TimeRange range, int limit, @Nullable String nextCursor, @Nullable List<Observation> whole) {
        Instant now = clock.instant();
        long expected = Steps.startingInAndEndedBy(range, of.step(), of.phase(), now);
        long observed = whole == null
                ? queries.countUsable(of, range, now)
                : whole.stream()
                        .filter(each -> each.isUsable() && !each.end().isAfter(now))
                        .count();
        double percent = expected == 0 ? 0 : Math.round(observed * 1000.0 / expected) / 10.0;
        List<Publication> publications = List.of(of.publication());
        return new ObservationResponse.Meta(
                Publication.attributions(publications),
                Publication.licences(publications),
                of.unit(),
                limit,
                nextCursor,
                new ObservationResponse.Coverage(expected, observed, percent));
    }

    private static ObservationResponse.Row row(Series of, Observation observation) {
        return new ObservationResponse.Row(
                of.station().value(),
                of.parameter().value(),
                observation.start(),
                observation.end(),
                observation.value(),
                observation.published(),
                observation.flagName(),
                observation.validity(),
                observation.verification(),
                observation.rules());
    }

    private static TimeRange range(Instant from, Instant to) {
        try {
            return new TimeRange(from, to);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.invalid("datetimeTo", String.valueOf(e.getMessage()));
        }
    }

    /** The part of the range that the pages before left. */
    private static TimeRange rest(Series of, TimeRange range, @Nullable String cursor) {
        if (cursor == null) {
            return range;
        }
        try {
            return new TimeRange(Cursor.read(cursor, of, range).plusNanos(1), range.to());
        } catch (IllegalArgumentException e) {
            throw RequestProblem.invalid("cursor", String.valueOf(e.getMessage()));
        }
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return 100;
        }
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw RequestProblem.invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT);
    }

    private static void refuseWithColumns(String name, @Nullable String value) {
        if (value != null) {
            throw RequestProblem.invalid(name, "does not go with shape=columns, which gives the whole range at once");
        }
    }

    /** Relative to the server, so that it is right behind any proxy. */
    private static String withCursor(HttpServletRequest request, String cursor) {
        return UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam("cursor", cursor)
                .build(true)
                .toUriString();
    }
}
