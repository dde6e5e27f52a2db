package dev.calima.api.limit;

import dev.calima.api.series.Series;
import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
import dev.calima.api.web.Terms;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
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
@Tag(
        name = "Indices and limits",
        description = "How good or bad the air is, by published versions of bands and limits.")
class LimitController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final int MOST_SERIES = 500;

    private final SeriesQueries series;
    private final LimitQueries queries;

    LimitController(SeriesQueries series, LimitQueries queries) {
        this.series = series;
        this.queries = queries;
    }

    @GetMapping(path = "/v1/limits", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listLimits",
            summary = "Limit values, each with its source",
            description = "What the European directives and the WHO say must not be exceeded, and from when.")
    ResponseEntity<LimitResponse.Limits> limits(
            @Parameter(description = "Only of eu-2008-50, eu-2024-2881 or who-2021.", example = "eu-2008-50")
                    @RequestParam(required = false)
                    @Nullable String standard,
            @Parameter(description = "Only of this pollutant.", example = "no2")
                    @RequestParam(required = false)
                    @Nullable ParameterCode parameter) {
        if (standard != null) {
            checkStandard(standard);
        }
        if (parameter != null) {
            series.checkParameter(parameter);
        }
        List<LimitResponse.Limit> limits = queries.limits(standard, parameter);
        return AnswerHeaders.cachedFor(MAX_AGE, List.of())
                .body(new LimitResponse.Limits(new LimitResponse.LimitMeta(limits.size()), limits));
    }

    @GetMapping(path = "/v1/limits/exceedances", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listExceedances",
            summary = "How often limits were exceeded, and how often they still may be",
            description =
                    "Of each series and limit value the exceedances of a local year so far, the number allowed and what is left of it. By station.")
    ResponseEntity<LimitResponse.Exceedances> exceedances(
            @Parameter(description = "eu-2008-50, eu-2024-2881 or who-2021.", example = "eu-2008-50") @RequestParam
                    String standard,
            @Parameter(
                            description = "The local year.",
                            schema = @Schema(type = "integer", minimum = "1900", maximum = "2199", example = "2019"))
                    @RequestParam
                    String year,
            @Parameter(description = "Only of this pollutant.", example = "no2")
                    @RequestParam(required = false)
                    @Nullable ParameterCode parameter,
            @Parameter(description = "Only at this station.", example = "28079008")
                    @RequestParam(required = false)
                    @Nullable StationCode station) {
        int asked = year(year);
        checkStandard(standard);
        List<Series> of = series.list(station, parameter);
        if (of.size() > MOST_SERIES) {
            throw RequestProblem.invalid(
                    "station", "is needed: " + of.size() + " series are too many for one answer; or give parameter");
        }
        List<Publication> publications = of.stream().map(Series::publication).toList();
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new LimitResponse.Exceedances(Terms.of(publications), queries.exceedances(of, standard, asked)));
    }

    private void checkStandard(String standard) {
        if (!queries.standardExists(standard)) {
            throw RequestProblem.unknown("standard", "There is no such standard; /v1/limits lists them.");
        }
    }

    private static int year(String text) {
        if (text.matches("(19|20|21)[0-9]{2}")) {
            return Integer.parseInt(text);
        }
        throw RequestProblem.invalid("year", "must be a year from 1900 to 2199");
    }
}
