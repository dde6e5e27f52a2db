package dev.calima.api.registry;

import dev.calima.api.series.Series;
import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.Publication;
import dev.calima.api.web.Terms;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operation", description = "How the sources, the jobs and the models stand.")
class ModelController {

    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final SeriesQueries series;
    private final ModelQueries queries;

    ModelController(SeriesQueries series, ModelQueries queries) {
        this.series = series;
        this.queries = queries;
    }

    @GetMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listModels",
            summary = "The models that make the forecasts",
            description =
                    "Of each series the champion, with which its forecasts are made, and its challengers; how they did in the backtest and in the paired tests.")
    ResponseEntity<ModelResponse> list(
            @Parameter(description = "What is forecast.", example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = "Only of this station.", example = "28079008")
                    @RequestParam(required = false)
                    @Nullable StationCode station) {
        List<Series> of = series.list(station, parameter);
        List<Publication> publications = of.stream().map(Series::publication).toList();
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new ModelResponse(
                        Terms.of(publications),
                        queries.list(of.stream().map(Series::id).collect(Collectors.toSet()))));
    }
}
