package dev.calima.api.change;

import dev.calima.api.series.Series;
import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.NextPage;
import dev.calima.api.web.PageLimit;
import dev.calima.api.web.RequestProblem;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Measurements", description = "What was measured.")
class ChangeController {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final SeriesQueries series;
    private final ChangeQueries queries;

    ChangeController(SeriesQueries series, ChangeQueries queries) {
        this.series = series;
        this.queries = queries;
    }

    @GetMapping(path = "/v1/changes", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listChanges",
            summary = "What was corrected since a moment",
            description =
                    "Each value that was there and was changed later than `updatedSince`, with what stood there before, in the order of the changes. Follow `meta.nextCursor` to the last page; `meta.updatedUntil` is the next `updatedSince`. New values are no changes.")
    ResponseEntity<ChangeResponse> list(
            @Parameter(
                            description = "Only changes made later than this moment; a time with offset.",
                            example = "2019-04-01T00:00:00Z")
                    @RequestParam
                    Instant updatedSince,
            @Parameter(description = "Only of this station.", example = "28079008")
                    @RequestParam(required = false)
                    @Nullable StationCode station,
            @Parameter(description = "Only of this parameter.", example = "no2")
                    @RequestParam(required = false)
                    @Nullable ParameterCode parameter,
            @Parameter(
                            description = "Changes in a page, 1 to 1000.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "meta.nextCursor of the page before, with all else unchanged.")
                    @RequestParam(required = false)
                    @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        int atMost = PageLimit.read(limit);
        ChangeCursor after = cursor == null ? ChangeCursor.after(updatedSince) : place(cursor);
        Map<Integer, Series> of =
                series.list(station, parameter).stream().collect(Collectors.toMap(Series::id, each -> each));
        List<ChangeQueries.Found> found = queries.list(after, of, station == null && parameter == null, atMost + 1);
        boolean more = found.size() > atMost;
        List<ChangeQueries.Found> page = more ? found.subList(0, atMost) : found;
        @Nullable String nextCursor = more ? page.getLast().place().text() : null;
        ResponseEntity.BodyBuilder answer = AnswerHeaders.cachedFor(
                MAX_AGE, of.values().stream().map(Series::publication).toList());
        if (nextCursor != null) {
            answer.header(HttpHeaders.LINK, NextPage.link(request, nextCursor));
        }
        Instant until =
                page.isEmpty() ? after.changedAt() : page.getLast().place().changedAt();
        return answer.body(new ChangeResponse(
                new ChangeResponse.Meta(atMost, nextCursor, until),
                page.stream().map(ChangeQueries.Found::change).toList()));
    }

    private static ChangeCursor place(String cursor) {
        try {
            return ChangeCursor.read(cursor);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.invalid("cursor", String.valueOf(e.getMessage()));
        }
    }
}
