package dev.calima.api.parameter;

import dev.calima.api.web.AnswerHeaders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Stations and parameters", description = "What is measured, and where.")
class ParameterController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final ParameterQueries queries;

    ParameterController(ParameterQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/v1/parameters", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listParameters",
            summary = "What is measured",
            description = "All pollutants and weather variables with their units.")
    ResponseEntity<ParameterResponse> list() {
        List<ParameterResponse.Parameter> parameters = queries.list();
        return AnswerHeaders.cachedFor(MAX_AGE, List.of())
                .body(new ParameterResponse(new ParameterResponse.Meta(parameters.size()), parameters));
    }
}
