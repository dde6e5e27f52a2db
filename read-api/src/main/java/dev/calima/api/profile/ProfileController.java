package dev.calima.api.profile;

import dev.calima.api.observation.Observation;
import dev.calima.api.observation.ObservationQueries;
import dev.calima.api.series.Series;
import dev.calima.api.series.SeriesQueries;
import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.DateRange;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
import dev.calima.api.web.TimeBounds;
import dev.calima.api.web.TimeRange;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Measurements", description = "What was measured.")
class ProfileController {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final int MOST_DAYS = 1827;
    private static final int MOST_STEPS = 200_000;
    private static final String ABOUT =
            "Mean and quantiles of the usable values of the local days from dateFrom to before dateTo, five years at most. A value counts where its period starts.";
    private static final String STATION = "Code of the station.";
    private static final String PARAMETER = "What was measured.";
    private static final String FROM = "First local day.";
    private static final String TO = "Day after the last one.";
    private static final String ZONE = "IANA zone in which to count; that of the network when left out.";

    private final SeriesQueries series;
    private final ObservationQueries observations;
    private final ProfileQueries queries;

    ProfileController(SeriesQueries series, ObservationQueries observations, ProfileQueries queries) {
        this.series = series;
        this.observations = observations;
        this.queries = queries;
    }

    @GetMapping(path = "/v1/profiles/hourofday", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getHourOfDayProfile", summary = "A series over the hours of the day", description = ABOUT)
    ResponseEntity<ProfileResponse> hours(
            @Parameter(description = STATION, example = "28079008") @RequestParam StationCode station,
            @Parameter(description = PARAMETER, example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = FROM, example = "2018-01-01") @RequestParam String dateFrom,
            @Parameter(description = TO, example = "2019-01-01") @RequestParam String dateTo,
            @Parameter(description = ZONE, example = "Europe/Madrid") @RequestParam(required = false) @Nullable String tz) {
        return answer(Slots.Kind.HOUR_OF_DAY, station, parameter, DateRange.read(dateFrom, dateTo), tz);
    }

    @GetMapping(path = "/v1/profiles/dayofweek", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getDayOfWeekProfile", summary = "A series over the days of the week", description = ABOUT)
    ResponseEntity<ProfileResponse> weekdays(
            @Parameter(description = STATION, example = "28079008") @RequestParam StationCode station,
            @Parameter(description = PARAMETER, example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = FROM, example = "2018-01-01") @RequestParam String dateFrom,
            @Parameter(description = TO, example = "2019-01-01") @RequestParam String dateTo,
            @Parameter(description = ZONE, example = "Europe/Madrid") @RequestParam(required = false) @Nullable String tz) {
        return answer(Slots.Kind.DAY_OF_WEEK, station, parameter, DateRange.read(dateFrom, dateTo), tz);
    }

    @GetMapping(path = "/v1/profiles/monthofyear", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getMonthOfYearProfile",
            summary = "A series over the months of the year",
            description = ABOUT)
    ResponseEntity<ProfileResponse> months(
            @Parameter(description = STATION, example = "28079008") @RequestParam StationCode station,
            @Parameter(description = PARAMETER, example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = FROM, example = "2018-01-01") @RequestParam String dateFrom,
            @Parameter(description = TO, example = "2019-01-01") @RequestParam String dateTo,
            @Parameter(description = ZONE, example = "Europe/Madrid") @RequestParam(required = false) @Nullable String tz) {
        return answer(Slots.Kind.MONTH_OF_YEAR, station, parameter, DateRange.read(dateFrom, dateTo), tz);
    }

    private ResponseEntity<ProfileResponse> answer(
            Slots.Kind kind, StationCode station, ParameterCode parameter, DateRange days, @Nullable String tz) {
        if (days.days() > MOST_DAYS) {
            throw RequestProblem.invalid(
                    "dateTo", "is more than five years (" + MOST_DAYS + " days) after dateFrom; ask for less");
        }
        @Nullable ZoneId asked = tz == null ? null : TimeBounds.zone(tz);
        Series of = series.get(station, parameter);
        ZoneId zone = asked == null ? queries.zone(of) : asked;
        TimeRange range = new TimeRange(
                days.from().atStartOfDay(zone).toInstant(),
                days.to().atStartOfDay(zone).toInstant());
        long steps = Duration.between(range.from(), range.to()).dividedBy(of.step());
        if (steps > MOST_STEPS) {
            throw RequestProblem.invalid(
                    "dateTo", "is too far from dateFrom: at most " + MOST_STEPS + " periods, these are " + steps);
        }
        Slots slots = new Slots(kind);
        for (Observation each : observations.list(of, range, MOST_STEPS, null)) {
            Float value = each.value();
            if (value != null) {
                slots.add(each.start().atZone(zone), value);
            }
        }
        List<Publication> publications = List.of(of.publication());
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new ProfileResponse(
                        new ProfileResponse.Meta(
                                Publication.attributions(publications),
                                Publication.licences(publications),
                                of.station().value(),
                                of.parameter().value(),
                                of.unit(),
                                zone.getId()),
                        slots.summary(queries.isDirection(of))));
    }
}
