package dev.calima.api.forecast;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Forecasts", description = "What is expected of the next hours.")
class ForecastController {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final double MEDIAN = 0.5;
    private static final String ISSUED_AT =
            "The forecast that was the newest at this moment, a time with offset; the newest of all when left out.";

    private final SeriesQueries series;
    private final ForecastQueries queries;
    private final Clock clock;

    ForecastController(SeriesQueries series, ForecastQueries queries, Clock clock) {
        this.series = series;
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping(path = "/v1/forecasts", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getForecast",
            summary = "The newest forecast of a series, or one issued before",
            description =
                    "All of its steps, or with `at` the one that holds the moment, each with an interval. Look at `stale`: when the jobs stand still, the newest forecast is an old one.")
    ResponseEntity<ForecastResponse> get(
            @Parameter(description = "Code of the station.", example = "28079008") @RequestParam StationCode station,
            @Parameter(description = "What is forecast.", example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(
                            description = "Share of cases in which the value should lie in the interval.",
                            schema =
                                    @Schema(
                                            type = "number",
                                            minimum = "0.5",
                                            maximum = "0.99",
                                            defaultValue = "0.9",
                                            example = "0.9"))
                    @RequestParam(defaultValue = "0.9")
                    String level,
            @Parameter(description = "Only the step that holds this moment; a time with offset.")
                    @RequestParam(required = false)
                    @Nullable Instant at,
            @Parameter(description = ISSUED_AT) @RequestParam(required = false) @Nullable Instant issuedAt) {
        Level asked = level(level);
        Series of = series.get(station, parameter);
        Forecast forecast = newest(of, issuedAt);
        checkCovered(forecast.grid(), asked);
        List<ForecastResponse.Value> values = steps(forecast, at).stream()
                .map(step -> value(forecast, step, asked))
                .toList();
        List<Publication> publications = List.of(of.publication());
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new ForecastResponse(
                        new ForecastResponse.Meta(
                                Publication.attributions(publications), Publication.licences(publications)),
                        fan(of, forecast, asked, at, values)));
    }

    @GetMapping(path = "/v1/forecasts/fan", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getForecastFan",
            summary = "All that the newest forecast of a series says",
            description = "Every quantile of every step: any interval can be read from it.")
    ResponseEntity<FanResponse> fan(
            @Parameter(description = "Code of the station.", example = "28079008") @RequestParam StationCode station,
            @Parameter(description = "What is forecast.", example = "no2") @RequestParam ParameterCode parameter,
            @Parameter(description = ISSUED_AT) @RequestParam(required = false) @Nullable Instant issuedAt) {
        Series of = series.get(station, parameter);
        Forecast forecast = newest(of, issuedAt);
        List<ForecastQueries.Step> steps = queries.list(forecast);
        List<Publication> publications = List.of(of.publication());
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new FanResponse(
                        Terms.of(publications),
                        new FanResponse.Fan(
                                of.station().value(),
                                of.parameter().value(),
                                of.unit(),
                                forecast.origin(),
                                forecast.issuedAt(),
                                forecast.validUntil(),
                                clock.instant().isAfter(forecast.validUntil()),
                                forecast.method(),
                                forecast.modelId(),
                                forecast.grid().levels(),
                                steps.stream().map(ForecastQueries.Step::start).toList(),
                                steps.stream()
                                        .map(step -> List.of(step.quantiles()))
                                        .toList())));
    }

    private Forecast newest(Series of, @Nullable Instant issuedAt) {
        return queries.findNewest(of, issuedAt).orElseThrow(() -> {
            if (issuedAt != null && queries.findNewest(of, null).isPresent()) {
                return RequestProblem.unknown(
                        "issuedAt",
                        "No forecast of " + of.parameter() + " at station " + of.station()
                                + " was issued by then; ask for" + " a later moment.");
            }
            return whyThereIsNone(of);
        });
    }

    private List<ForecastQueries.Step> steps(Forecast forecast, @Nullable Instant at) {
        if (at == null) {
            return queries.list(forecast);
        }
        List<ForecastQueries.Step> one = forecast.holds(at) ? queries.list(forecast, forecast.leadOf(at)) : List.of();
        if (one.isEmpty()) {
            throw RequestProblem.unknown(
                            "at",
                            "The newest forecast says nothing about " + at + "; ask for a moment from "
                                    + forecast.origin() + " to before " + forecast.validUntil() + ".")
                    .with("availableFrom", forecast.origin())
                    .with("availableUntil", forecast.validUntil());
        }
        return one;
    }

    private ForecastResponse.Fan fan(
            Series of, Forecast forecast, Level level, @Nullable Instant at, List<ForecastResponse.Value> values) {
        return new ForecastResponse.Fan(
                of.station().value(),
                of.parameter().value(),
                of.unit(),
                forecast.origin(),
                forecast.issuedAt(),
                forecast.validUntil(),
                clock.instant().isAfter(forecast.validUntil()),
                forecast.method(),
                forecast.modelId(),
                level.share(),
                at,
                values);
    }

    private static ForecastResponse.Value value(Forecast forecast, ForecastQueries.Step step, Level level) {
        QuantileGrid grid = forecast.grid();
        return new ForecastResponse.Value(
                step.lead(),
                step.start(),
                step.start().plus(forecast.step()),
                grid.at(MEDIAN, step.quantiles()),
                grid.at(level.lowerQuantile(), step.quantiles()),
                grid.at(level.upperQuantile(), step.quantiles()));
    }

    private RequestProblem whyThereIsNone(Series of) {
        String what = of.parameter() + " at station " + of.station();
        String detail = queries.findLastTraining(of)
                .map(training -> training.refused()
                        ? "There is no forecast of " + what + ", because it has no model: " + training.reason()
                                + " Load more observations, then train again."
                        : "There is a model of " + what
                                + ", but no forecast was issued yet. Run the job that issues forecasts.")
                .orElse("There is no forecast of " + what
                        + ", because no model was trained for it yet. Train, then issue forecasts.");
        return RequestProblem.notThere("no-forecast", detail);
    }

    private static Level level(String text) {
        try {
            return Level.parse(text);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.invalid("level", String.valueOf(e.getMessage()));
        }
    }

    private static void checkCovered(QuantileGrid grid, Level level) {
        if (!grid.covers(level.lowerQuantile()) || !grid.covers(level.upperQuantile())) {
            double widest = Math.min(1 - 2 * grid.lowest(), 2 * grid.highest() - 1);
            throw RequestProblem.invalid(
                    "level",
                    "is wider than this forecast's quantiles; ask for at most "
                            + Math.floor(widest * 1e4 + 0.01) / 1e4);
        }
    }
}
