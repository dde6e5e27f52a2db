package dev.calima.api.latest;

import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.Publication;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Measurements", description = "What was measured.")
class LatestController {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final LatestQueries queries;
    private final SeriesQueries series;

    LatestController(LatestQueries queries, SeriesQueries series) {
        this.queries = queries;
        this.series = series;
    }

    @GetMapping(path = "/v1/latest", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listLatest",
            summary = "The last usable value of each station",
            description =
                    "One value for each series of the parameter, by station. Values that must not be used are passed over, so look at the period: it may be an old one.")
    ResponseEntity<LatestResponse> list(
            @Parameter(description = "What was measured.", example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = "Only this station.", example = "28079008")
                    @RequestParam(required = false)
                    @Nullable StationCode station) {
        series.checkParameter(parameter);
        if (station != null) {
            series.checkStation(station);
        }
        List<LatestQueries.Found> found = queries.list(parameter, station);
        List<Publication> publications =
                found.stream().map(LatestQueries.Found::publication).toList();
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new LatestResponse(
                        new LatestResponse.Meta(
                                Publication.attributions(publications), Publication.licences(publications)),
                        found.stream().map(LatestQueries.Found::latest).toList()));
    }
}
