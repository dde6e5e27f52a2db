package dev.calima.api.index;

import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.DateRange;
import dev.calima.api.web.RequestProblem;
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
@Tag(
        name = "Indices and limits",
        description = "How good or bad the air is, by published versions of bands and limits.")
class IndexController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final int MOST_DAYS = 366;

    private final IndexQueries queries;
    private final SeriesQueries series;

    IndexController(IndexQueries queries, SeriesQueries series) {
        this.queries = queries;
        this.series = series;
    }

    @GetMapping(path = "/v1/indices", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listIndices",
            summary = "Versions of air-quality indices",
            description = "Bands, colours and bounds of each version, with its source. The newest first.")
    ResponseEntity<IndexResponse.Versions> versions() {
        List<IndexVersion> versions = queries.versions();
        return AnswerHeaders.cachedFor(MAX_AGE, List.of())
                .body(new IndexResponse.Versions(new IndexResponse.VersionsMeta(versions.size()), versions));
    }

    @GetMapping(path = "/v1/indices/days", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listIndexDays",
            summary = "An index on local days",
            description =
                    "The worst hour of each day at each station, a year at most. Days without any band are left out.")
    ResponseEntity<IndexResponse.Days> days(
            @Parameter(description = "Name and version of the index.", example = "eaqi:2024") @RequestParam
                    String index,
            @Parameter(description = "Code of the station; all when left out.", example = "28079008")
                    @RequestParam(required = false)
                    @Nullable StationCode station,
            @Parameter(description = "First local day.", example = "2019-01-01") @RequestParam String dateFrom,
            @Parameter(description = "Day after the last one.", example = "2019-02-01") @RequestParam String dateTo) {
        DateRange range = DateRange.read(dateFrom, dateTo);
        if (range.days() > MOST_DAYS) {
            throw RequestProblem.invalid("dateTo", "is more than a year (366 days) after dateFrom; ask for less");
        }
        IndexVersion version = queries.get(index);
        if (station != null) {
            series.checkStation(station);
        }
        return AnswerHeaders.cachedFor(MAX_AGE, List.of())
                .body(new IndexResponse.Days(
                        new IndexResponse.DaysMeta(version),
                        queries.days(version.code(), station == null ? null : station.value(), range)));
    }
}
