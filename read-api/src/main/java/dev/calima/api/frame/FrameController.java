package dev.calima.api.frame;

import dev.calima.api.index.IndexQueries;
import dev.calima.api.index.IndexVersion;
import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
import dev.calima.api.web.TimeBounds;
import dev.calima.api.web.TimeRange;
import dev.calima.sql.type.ParameterCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Measurements", description = "What was measured.")
class FrameController {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final int MOST_HOURS = 168;
    private static final int DAY = 24;

    private final SeriesQueries series;
    private final FrameQueries queries;
    private final IndexQueries indices;

    FrameController(SeriesQueries series, FrameQueries queries, IndexQueries indices) {
        this.series = series;
        this.queries = queries;
        this.indices = indices;
    }

    @GetMapping(path = "/v1/frames", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getFrames",
            summary = "All stations over some hours, for a map that moves",
            description =
                    "Every station with an hourly series once, and one row of values for each hour, at most 168: measured where anything is, medians of the newest forecasts after that. With `index` the bands of one version too.")
    ResponseEntity<FrameResponse> get(
            @Parameter(description = "What was measured.", example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(
                            description =
                                    "Hours that start at this moment or later: a time with offset, or with tz also a day.",
                            example = "2019-03-31T00:00:00Z")
                    @RequestParam
                    String datetimeFrom,
            @Parameter(
                            description =
                                    "Hours that start before this moment: a time with offset, or with tz also a day.",
                            example = "2019-04-03T00:00:00Z")
                    @RequestParam
                    String datetimeTo,
            @Parameter(
                            description =
                                    "IANA zone whose midnights the days in datetimeFrom and datetimeTo stand for.",
                            example = "Europe/Madrid")
                    @RequestParam(required = false)
                    @Nullable String tz,
            @Parameter(description = "Name and version of an index whose bands to give.", example = "eaqi:2024")
                    @RequestParam(required = false)
                    @Nullable String index) {
        List<Instant> hours = hours(TimeBounds.read(datetimeFrom, datetimeTo, tz));
        series.checkParameter(parameter);
        @Nullable IndexVersion version = index == null ? null : indices.get(index);
        IndexVersion.@Nullable Pollutant pollutant = version == null ? null : pollutant(version, parameter);
        List<FrameQueries.Site> sites = queries.sites(parameter);
        int before = pollutant == null ? 0 : pollutant.averagingHours() - 1;
        TimeRange needed = new TimeRange(
                hours.getFirst().minus(Duration.ofHours(before)),
                hours.getLast().plus(Duration.ofHours(1)));
        FrameBuilder builder =
                new FrameBuilder(sites, queries.observed(sites, needed), queries.forecast(sites, needed));
        List<Publication> publications =
                sites.stream().map(FrameQueries.Site::publication).toList();
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new FrameResponse(
                        new FrameResponse.Meta(
                                Publication.attributions(publications),
                                Publication.licences(publications),
                                parameter.value(),
                                sites.isEmpty() ? "" : sites.getFirst().unit(),
                                version == null ? List.of() : List.of(version)),
                        new FrameResponse.Frames(
                                sites.stream().map(FrameQueries.Site::station).toList(),
                                hours,
                                hours.stream()
                                        .map(hour -> builder.isObserved(hour) ? "observed" : "forecast")
                                        .toList(),
                                hours.stream().map(builder::values).toList(),
                                pollutant == null
                                        ? List.of()
                                        : hours.stream()
                                                .map(hour -> builder.bands(hour, pollutant))
                                                .toList())));
    }

    private static List<Instant> hours(TimeRange range) {
        Instant floor = range.from().truncatedTo(ChronoUnit.HOURS);
        Instant first = floor.equals(range.from()) ? floor : floor.plus(Duration.ofHours(1));
        List<Instant> hours = Stream.iterate(first, range::contains, hour -> hour.plus(Duration.ofHours(1)))
                .limit(MOST_HOURS + 1L)
                .toList();
        if (hours.isEmpty() || hours.size() > MOST_HOURS) {
            throw RequestProblem.invalid(
                    "datetimeTo",
                    "must leave 1 to " + MOST_HOURS + " full hours after datetimeFrom (" + MOST_HOURS / DAY + " days)");
        }
        return hours;
    }

    private static IndexVersion.Pollutant pollutant(IndexVersion version, ParameterCode parameter) {
        return version.pollutants().stream()
                .filter(each -> each.parameter().equals(parameter.value()))
                .findFirst()
                .orElseThrow(() -> RequestProblem.invalid(
                        "index",
                        version.code() + " has no bands for " + parameter + "; /v1/indices lists what it has"));
    }
}
