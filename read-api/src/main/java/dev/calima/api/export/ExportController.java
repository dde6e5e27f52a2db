package dev.calima.api.export;

import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.Publication;
import dev.calima.api.web.Terms;
import dev.calima.sql.type.ParameterCode;
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
class ExportController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final ExportQueries queries;
    private final SeriesQueries series;

    ExportController(ExportQueries queries, SeriesQueries series) {
        this.queries = queries;
        this.series = series;
    }

    @GetMapping(path = "/v1/exports", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listExports",
            summary = "The published files",
            description =
                    "The manifest of the nightly files of whole years, each with its SHA-256: what is in force, by network, parameter, year and format. The files themselves lie in the installation's exports area under their names.")
    ResponseEntity<ExportResponse> list(
            @Parameter(description = "Only of this network.", example = "madrid")
                    @RequestParam(required = false)
                    @Nullable String network,
            @Parameter(description = "Only of this parameter.", example = "no2")
                    @RequestParam(required = false)
                    @Nullable ParameterCode parameter) {
        if (parameter != null) {
            series.checkParameter(parameter);
        }
        List<ExportQueries.Found> found = queries.list(network, parameter == null ? null : parameter.value());
        List<Publication> publications =
                found.stream().map(ExportQueries.Found::publication).toList();
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new ExportResponse(
                        Terms.of(publications),
                        found.stream().map(ExportQueries.Found::file).toList()));
    }
}
