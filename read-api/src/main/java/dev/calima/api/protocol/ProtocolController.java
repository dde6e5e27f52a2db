package dev.calima.api.protocol;

import dev.calima.api.observation.Observation;
import dev.calima.api.observation.ObservationQueries;
import dev.calima.api.series.Series;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(
        name = "Indices and limits",
        description = "How good or bad the air is, by published versions of bands and limits.")
class ProtocolController {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_HOURS = 168;

    private final ProtocolQueries queries;
    private final SeriesQueries series;
    private final ObservationQueries observations;

    ProtocolController(ProtocolQueries queries, SeriesQueries series, ObservationQueries observations) {
        this.queries = queries;
        this.series = series;
        this.observations = observations;
    }

    @GetMapping(path = "/v1/indices/protocols/{protocol}/hours", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listProtocolHours",
            summary = "What a city's protocol says of the measured hours, by zone",
            description =
                    "The worst level whose rule is met, for each zone and full hour, at most 168. An hour without a usable value is not above anything. What the city declares also depends on the weather outlook and on people.")
    ResponseEntity<ProtocolResponse> hours(
            @Parameter(description = "The protocol.", example = "madrid-no2") @PathVariable String protocol,
            @Parameter(
                            description =
                                    "Hours that start at this moment or later: a time with offset, or with tz also a day.",
                            example = "2018-12-10T00:00:00Z")
                    @RequestParam
                    String datetimeFrom,
            @Parameter(
                            description =
                                    "Hours that start before this moment: a time with offset, or with tz also a day.",
                            example = "2018-12-12T00:00:00Z")
                    @RequestParam
                    String datetimeTo,
            @Parameter(
                            description =
                                    "IANA zone whose midnights the days in datetimeFrom and datetimeTo stand for.",
                            example = "Europe/Madrid")
                    @RequestParam(required = false)
                    @Nullable String tz) {
        TimeRange range = TimeBounds.read(datetimeFrom, datetimeTo, tz);
        if (Duration.between(range.from(), range.to()).toHours() > MOST_HOURS) {
            throw RequestProblem.invalid("datetimeTo", "is more than " + MOST_HOURS + " hours after datetimeFrom");
        }
        ParameterCode parameter = queries.parameter(protocol)
                .orElseThrow(
                        () -> RequestProblem.unknown("protocol", "There is no such protocol; there is madrid-no2."));
        List<Rule> rules = queries.rules(protocol);
        List<ProtocolQueries.Place> places = queries.places(protocol);
        Map<String, Integer> zoneByStation =
                places.stream().collect(Collectors.toMap(ProtocolQueries.Place::station, ProtocolQueries.Place::zone));
        List<Series> of = series.list(null, parameter).stream()
                .filter(each -> zoneByStation.containsKey(each.station().value())
                        && each.step().equals(HOUR))
                .toList();
        Evaluator evaluator = new Evaluator(rules, zoneByStation, values(of, range, rules));
        List<Publication> publications = of.stream().map(Series::publication).toList();
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new ProtocolResponse(
                        new ProtocolResponse.Meta(
                                Publication.attributions(publications),
                                Publication.licences(publications),
                                protocol,
                                parameter.value(),
                                of.isEmpty() ? "" : of.getFirst().unit(),
                                rules),
                        rows(evaluator, places, range)));
    }

    private Map<String, Map<Instant, Float>> values(List<Series> of, TimeRange range, List<Rule> rules) {
        int before = rules.stream().mapToInt(Rule::consecutiveHours).max().orElse(1);
        TimeRange needed = new TimeRange(range.from().minus(HOUR.multipliedBy(before)), range.to());
        Map<String, Map<Instant, Float>> values = new HashMap<>();
        for (Series each : of) {
            Map<Instant, Float> ofStation = new HashMap<>();
            for (Observation observation : observations.list(each, needed, MOST_HOURS + before + 1, null)) {
                Float value = observation.value();
                if (value != null) {
                    ofStation.put(observation.start().truncatedTo(ChronoUnit.HOURS), value);
                }
            }
            values.put(each.station().value(), ofStation);
        }
        return values;
    }

    private static List<ProtocolResponse.Hour> rows(
            Evaluator evaluator, List<ProtocolQueries.Place> places, TimeRange range) {
        Map<Integer, String> zones = new TreeMap<>();
        places.forEach(place -> zones.put(place.zone(), place.zoneName()));
        List<ProtocolResponse.Hour> rows = new ArrayList<>();
        Instant floor = range.from().truncatedTo(ChronoUnit.HOURS);
        Instant hour = floor.equals(range.from()) ? floor : floor.plus(HOUR);
        while (range.contains(hour)) {
            for (Map.Entry<Integer, String> zone : zones.entrySet()) {
                Optional<Rule> worst = evaluator.worst(zone.getKey(), hour);
                rows.add(new ProtocolResponse.Hour(
                        hour,
                        zone.getKey(),
                        zone.getValue(),
                        worst.map(Rule::level).orElse(null),
                        worst.map(Rule::severity).orElse(0)));
            }
            hour = hour.plus(HOUR);
        }
        return rows;
    }
}
