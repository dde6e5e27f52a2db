package dev.calima.api.station;

import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Stations and parameters", description = "What is measured, and where.")
class StationController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final StationQueries queries;
    private final SeriesQueries series;

    StationController(StationQueries queries, SeriesQueries series) {
        this.queries = queries;
        this.series = series;
    }

    @GetMapping(path = "/v1/stations", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listStations",
            summary = "Stations",
            description = "All stations by code, or those that every given filter lets through.")
    ResponseEntity<StationResponse.Many> list(
            @Parameter(description = "Only the stations of this network.", example = "madrid")
                    @RequestParam(required = false)
                    @Nullable String network,
            @Parameter(description = "Only the stations that measure this.", example = "no2")
                    @RequestParam(required = false)
                    @Nullable ParameterCode parameter,
            @Parameter(
                            description =
                                    "Only the stations in this box, minLon,minLat,maxLon,maxLat in degrees WGS 84.",
                            example = "-3.75,40.38,-3.65,40.48")
                    @RequestParam(required = false)
                    @Nullable String bbox) {
        @Nullable BoundingBox box = bbox == null ? null : box(bbox);
        if (network != null && !queries.networkExists(network)) {
            throw RequestProblem.unknown("network", "There is no such network; /v1/stations shows each station's.");
        }
        if (parameter != null) {
            series.checkParameter(parameter);
        }
        List<StationQueries.Found> found = queries.list(network, parameter, box);
        List<Publication> publications =
                found.stream().map(StationQueries.Found::publication).toList();
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new StationResponse.Many(
                        StationResponse.Meta.of(publications),
                        found.stream().map(StationQueries.Found::station).toList()));
    }

    @GetMapping(path = "/v1/stations/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getStation", summary = "One station")
    ResponseEntity<StationResponse.One> get(
            @Parameter(description = "Code of the station.", example = "28079008") @PathVariable StationCode code) {
        StationQueries.Found found = queries.find(code)
                .orElseThrow(() ->
                        RequestProblem.unknown("code", "There is no station " + code + "; /v1/stations lists them."));
        List<Publication> publications = List.of(found.publication());
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new StationResponse.One(StationResponse.Meta.of(publications), found.station()));
    }

    private static BoundingBox box(String text) {
        try {
            return BoundingBox.parse(text);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.invalid("bbox", String.valueOf(e.getMessage()));
        }
    }
}
