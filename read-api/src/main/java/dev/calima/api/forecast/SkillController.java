package dev.calima.api.forecast;

import dev.calima.api.series.Series;
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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Forecasts", description = "What is expected of the next hours.")
class SkillController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final SeriesQueries series;
    private final SkillQueries queries;

    SkillController(SeriesQueries series, SkillQueries queries) {
        this.series = series;
        this.queries = queries;
    }

    @GetMapping(path = "/v1/forecasts/skill", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listForecastSkill",
            summary = "How good the forecasts of a series were",
            description =
                    "Every issued forecast is scored against what was measured since, again where it was corrected. By window and lead time; empty while nothing is scored.")
    ResponseEntity<SkillResponse> list(
            @Parameter(description = "Code of the station.", example = "28079008") @RequestParam StationCode station,
            @Parameter(description = "What is forecast.", example = "no2") @RequestParam ParameterCode parameter) {
        Series of = series.get(station, parameter);
        List<SkillResponse.Skill> skill = queries.list(of);
        boolean uncalibrated =
                skill.stream().flatMap(each -> each.coverage().stream()).anyMatch(SkillResponse.Coverage::uncalibrated);
        List<Publication> publications = List.of(of.publication());
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new SkillResponse(
                        new SkillResponse.Meta(
                                Publication.attributions(publications),
                                Publication.licences(publications),
                                of.unit(),
                                uncalibrated),
                        skill));
    }
}
