package dev.calima.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.SyntheticSeries;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.interval.PastForecasts;
import dev.calima.forecasting.model.RidgeDirect;
import dev.calima.forecasting.model.SeasonalNaive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacktestTest {

    private static final TrainingProfile PROFILE = TrainingProfile.defaults(SyntheticSeries.DAY_TYPES);

    @Test
    void originsKeepTheLocalHourAcrossAClockChange() {
        Series series = SyntheticSeries.urban(110, 1);
        List<Instant> origins = Backtest.origins(series, Instant.parse("2023-04-19T22:00:00Z"), PROFILE);
        assertThat(origins).hasSize(60).isSorted();
        assertThat(origins).allMatch(origin -> SyntheticSeries.DAY_TYPES.hourOf(origin) == 0);
        assertThat(origins.getLast()).isEqualTo(Instant.parse("2023-04-16T22:00:00Z"));
    }

    @Test
    void theFirstOriginsComeThreeWeeksAfterTheStartOfAShortSeries() {
        Series series = SyntheticSeries.urban(35, 1);
        assertThat(Backtest.origins(series, series.end(), PROFILE)).hasSize(35 - 21 - 3 + 1);
        assertThat(Backtest.origins(SyntheticSeries.urban(5, 1), series.start(), PROFILE))
                .isEmpty();
    }

    @Test
    void forecastsFromAPastOriginDoNotChangeWithWhatCameAfter() {
        Series series = SyntheticSeries.urban(120, 2);
        Instant origin = series.instant(100 * 24);
        Series poisoned = SyntheticSeries.followedBy(series.slice(series.start(), origin), 20 * 24, 1e9);
        Series emptied = SyntheticSeries.followedBy(series.slice(series.start(), origin), 20 * 24, Double.NaN);
        List<Instant> origins = List.of(origin.minus(Duration.ofDays(1)), origin);
        PastForecasts honest = Backtest.rollingOrigin(series, series.end(), new RidgeDirect(), PROFILE, origins);
        for (Series other : List.of(poisoned, emptied)) {
            PastForecasts past = Backtest.rollingOrigin(other, series.end(), new RidgeDirect(), PROFILE, origins);
            for (int lead = 1; lead <= 72; lead++) {
                assertThat(past.point(0, lead)).isEqualTo(honest.point(0, lead));
                assertThat(past.point(1, lead)).isEqualTo(honest.point(1, lead));
            }
        }
    }

    @Test
    void whatIsNotYetObservedIsNotScored() {
        Series series = SyntheticSeries.urban(120, 2);
        Instant now = series.instant(100 * 24);
        PastForecasts past = Backtest.rollingOrigin(
                series, now, SeasonalNaive.DAILY, PROFILE, List.of(now.minus(Duration.ofDays(1))));
        assertThat(past.actual(0, 24)).isEqualTo(series.value(100 * 24 - 1));
        assertThat(past.actual(0, 25)).isNaN();
    }

    @Test
    void theScoreSheetAddsUpAsByHand() {
        QuantileGrid grid = QuantileGrid.of(0.005, 0.1, 0.5, 0.9, 0.995);
        Forecast forecast = Forecast.of(
                "test", SyntheticSeries.START, grid, new double[][] {{0, 5, 10, 15, 20}, {0, 5, 10, 15, 20}});
        ScoreSheet sheet = new ScoreSheet(2);
        sheet.add(forecast, 1, 12);
        sheet.add(forecast, 2, 16);
        sheet.add(forecast, 2, Double.NaN);
        Scores scores = sheet.scores();
        assertThat(scores.n()).isEqualTo(2);
        assertThat(scores.mae()).isEqualTo(4);
        assertThat(scores.rmse()).isCloseTo(Math.sqrt(20), within(1e-12));
        assertThat(scores.mase24()).isEqualTo(2);
        assertThat(scores.bias()).isEqualTo(-4);
        assertThat(scores.coverage80()).isEqualTo(0.5);
        assertThat(scores.coverage95()).isEqualTo(1);
        assertThat(scores.width80()).isEqualTo(10);
    }

    @Test
    void theGreatestSkillWinsAndTheNaiveStaysWhenNothingBeatsIt() {
        assertThat(ModelSelection.among(List.of(report("naive", 0, 30), report("a", -0.1, 30), report("b", 0.2, 30)))
                        .chosen())
                .isEqualTo("b");
        assertThat(ModelSelection.among(List.of(report("naive", 0, 30), report("a", -0.1, 30)))
                        .chosen())
                .isEqualTo("naive");
        assertThat(ModelSelection.among(List.of(report("naive", Double.NaN, 30), report("a", Double.NaN, 30)))
                        .chosen())
                .isEqualTo("naive");
        assertThat(ModelSelection.among(List.of(report("naive", 0, 30), report("lucky", 0.9, 4)))
                        .chosen())
                .isEqualTo("naive");
    }

    private static BacktestReport report(String name, double skill, int origins) {
        return new BacktestReport(
                name,
                SyntheticSeries.START,
                SyntheticSeries.START,
                origins,
                new ScoreSheet(1).scores(),
                List.of(),
                skill,
                new OriginLosses(List.of(), List.of()));
    }
}
