package dev.calima.forecasting.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.SyntheticSeries;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.BacktestReport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeriesTrainerTest {

    private static final TrainingProfile PROFILE = TrainingProfile.defaults(SyntheticSeries.DAY_TYPES);
    private static final Horizon THREE_DAYS = Horizon.ofHours(72);

    private static TrainedSeries.Trained trained(Series series) {
        return trained(series, PROFILE);
    }

    private static TrainedSeries.Trained trained(Series series, TrainingProfile profile) {
        return switch (SeriesTrainer.standard().train(series, profile)) {
            case TrainedSeries.Trained ready -> ready;
            case TrainedSeries.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    private static Forecast issued(ForecastResult result) {
        return switch (result) {
            case ForecastResult.Issued issued -> issued.forecast();
            case ForecastResult.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    private static void assertSound(Forecast forecast) {
        for (int lead = 1; lead <= forecast.horizon().steps(); lead++) {
            double previous = 0;
            for (double value : forecast.quantiles(lead)) {
                assertThat(value).isFinite().isGreaterThanOrEqualTo(previous);
                previous = value;
            }
        }
    }

    @Test
    void aYearOfHoursIsTrainedBacktestedAndForecast() {
        Series series = SyntheticSeries.urban(365, 21);
        TrainedSeries.Trained result = trained(series);
        assertThat(result.selection().reports())
                .extracting(BacktestReport::algorithm)
                .containsExactly("seasonal-naive-24", "climatology", "mean(ridge-direct+knn-analogue)");
        assertThat(result.algorithm()).isNotEqualTo("seasonal-naive-24");
        BacktestReport winner = result.selection().winner();
        assertThat(winner.skill()).isPositive();
        assertThat(winner.byLeadDay()).hasSize(3);
        assertThat(winner.byLeadDay().getFirst().mae())
                .isLessThan(winner.byLeadDay().getLast().mae());
        assertThat(winner.overall().coverage80()).isBetween(0.7, 0.9);
        Forecast forecast = issued(result.model().forecast(series, series.end(), THREE_DAYS));
        assertThat(forecast.origin()).isEqualTo(series.end());
        assertThat(forecast.method()).isEqualTo(result.algorithm());
        assertSound(forecast);
    }

    @Test
    void trainingTwiceGivesBitIdenticalForecasts() {
        Series series = SyntheticSeries.withGaps(SyntheticSeries.urban(150, 22), 0.1, 1);
        TrainedSeries.Trained first = trained(series);
        TrainedSeries.Trained second = trained(series);
        assertThat(second.selection()).isEqualTo(first.selection());
        assertThat(second.model().forecast(series, series.end(), THREE_DAYS))
                .isEqualTo(first.model().forecast(series, series.end(), THREE_DAYS));
    }

    @Test
    void aPoisonedFutureChangesNoBit() {
        Series series = SyntheticSeries.urban(150, 23);
        TrainedModel model = trained(series).model();
        ForecastResult honest = model.forecast(series, series.end(), THREE_DAYS);
        assertThat(model.forecast(SyntheticSeries.followedBy(series, 100, 1e9), series.end(), THREE_DAYS))
                .isEqualTo(honest);
        assertThat(model.forecast(SyntheticSeries.followedBy(series, 100, Double.NaN), series.end(), THREE_DAYS))
                .isEqualTo(honest);
        Instant from = series.end().minus(Duration.ofHours(model.requiredHours()));
        assertThat(model.forecast(series.slice(from, series.end()), series.end(), THREE_DAYS))
                .isEqualTo(honest);
    }

    @Test
    void everyHourOfTheDayCanBeAnOrigin() {
        Series series = SyntheticSeries.urban(120, 24);
        TrainedModel model = trained(series).model();
        for (int hour = 0; hour < 48; hour++) {
            Instant origin = series.end().minus(Duration.ofHours(hour));
            Forecast forecast = issued(model.forecast(series, origin, THREE_DAYS));
            assertThat(forecast.origin()).isEqualTo(origin);
            assertThat(forecast.horizon()).isEqualTo(THREE_DAYS);
            assertSound(forecast);
        }
        assertThatThrownBy(() -> model.forecast(series, series.end(), Horizon.ofHours(73)))
                .hasMessageContaining("reaches 72 hours");
    }

    @Test
    void theClockChangeDaysHaveForecastsFromEveryHour() {
        Series series = SyntheticSeries.urban(320, 25);
        TrainedModel model = trained(series).model();
        for (String change : List.of("2023-03-26T00:00:00Z", "2023-10-29T00:00:00Z")) {
            for (int hour = -24; hour < 48; hour++) {
                Instant origin = Instant.parse(change).plus(Duration.ofHours(hour));
                assertThat(issued(model.forecast(series, origin, THREE_DAYS)).horizon())
                        .isEqualTo(THREE_DAYS);
            }
        }
    }

    @Test
    void anOriginHourThatTheClockSkipsStillGivesTheWholeHorizon() {
        Series series = SyntheticSeries.urban(120, 34);
        TrainedModel model =
                trained(series, PROFILE.withOriginHours(List.of(2))).model();
        for (int hour = -24; hour < 48; hour++) {
            Instant origin = Instant.parse("2023-03-26T00:00:00Z").plus(Duration.ofHours(hour));
            assertThat(issued(model.forecast(series, origin, THREE_DAYS)).horizon())
                    .isEqualTo(THREE_DAYS);
        }
    }

    @Test
    void severalOriginHoursUseFresherData() {
        Series series = SyntheticSeries.urban(120, 26);
        TrainingProfile often = PROFILE.withOriginHours(List.of(0, 6, 12, 18)).withBacktest(20, 24, 10);
        TrainedModel model = trained(series, often).model();
        assertThat(model.phases()).hasSize(4);
        Instant noon = series.end().minus(Duration.ofHours(12));
        Series changed =
                SyntheticSeries.followedBy(series.slice(series.start(), noon.minus(Duration.ofHours(3))), 3, 90);
        assertThat(issued(model.forecast(changed, noon, THREE_DAYS)))
                .isNotEqualTo(issued(model.forecast(series, noon, THREE_DAYS)));
    }

    @Test
    void tooLittleIsRefusedWithAReason() {
        assertThat(SeriesTrainer.standard().train(SyntheticSeries.urban(30, 27), PROFILE))
                .isEqualTo(new TrainedSeries.Refused("30.0 days between first and last value, 35 needed"));
        Series holes = SyntheticSeries.withGaps(SyntheticSeries.urban(100, 27), 0.9, 1);
        assertThat(SeriesTrainer.standard().train(holes, PROFILE))
                .isInstanceOfSatisfying(
                        TrainedSeries.Refused.class,
                        refused -> assertThat(refused.reason()).contains("% of the hours are missing"));
    }

    @Test
    void aShortSeriesGetsAFallbackAndANoteSaysWhy() {
        TrainedSeries.Trained result = trained(SyntheticSeries.urban(40, 28));
        assertThat(result.algorithm()).isIn("seasonal-naive-24", "climatology");
        assertThat(result.notes())
                .containsExactly("mean(ridge-direct+knn-analogue) did not take part: 40.0 days of history, 70 needed");
    }

    @Test
    void aSilentWeekIsRefused() {
        Series series = SyntheticSeries.urban(150, 29);
        TrainedModel model = trained(series).model();
        Instant late = series.end().plus(Duration.ofDays(8));
        assertThat(model.forecast(series, late, THREE_DAYS))
                .isInstanceOfSatisfying(
                        ForecastResult.Refused.class,
                        refused -> assertThat(refused.reason()).startsWith("only 0 values in the 7 days before"));
    }

    @Test
    void degenerateSeriesGiveASoundForecastOrARefusal() {
        SplittableRandom random = new SplittableRandom(5);
        int hours = 24 * 120;
        Map<String, Series> cases = new LinkedHashMap<>();
        cases.put("empty", Series.hourly(SyntheticSeries.START));
        cases.put("one point", Series.hourly(SyntheticSeries.START, 5));
        cases.put("all missing", SyntheticSeries.of(hours, i -> Double.NaN));
        cases.put("constant", SyntheticSeries.of(hours, i -> 7));
        cases.put("zero", SyntheticSeries.of(hours, i -> 0));
        cases.put("90 % gaps", SyntheticSeries.withGaps(SyntheticSeries.urban(120, 1), 0.9, 1));
        cases.put("45 % gaps", SyntheticSeries.withGaps(SyntheticSeries.urban(120, 1), 0.45, 1));
        cases.put("step", SyntheticSeries.of(hours, i -> i < hours - 200 ? 10 : 500));
        cases.put("late step", SyntheticSeries.of(hours, i -> i < hours - 2 ? 10 : 1e6));
        cases.put("near zero", SyntheticSeries.of(hours, i -> 1e-9 * random.nextDouble()));
        cases.put("jump to 1e12", SyntheticSeries.of(hours, i -> i < hours / 2 ? 10 : 1e12));
        cases.put("jump to 1e308", SyntheticSeries.of(hours, i -> i < hours / 2 ? i % 24 : 1e308));
        cases.put("always 1e308", SyntheticSeries.of(hours, i -> 1e308));
        cases.put("negative", SyntheticSeries.of(hours, i -> -5 - random.nextDouble()));
        cases.put("around zero", SyntheticSeries.of(hours, i -> random.nextGaussian()));
        cases.put("only noon", SyntheticSeries.of(hours, i -> i % 24 == 12 ? 50 : Double.NaN));
        cases.put("half the day", SyntheticSeries.of(hours, i -> i % 24 < 13 ? i % 24 : Double.NaN));
        cases.put("stuck", SyntheticSeries.of(hours, i -> i < hours - 500 ? random.nextDouble() * 50 : 42));
        cases.put("long hole", SyntheticSeries.of(hours, i -> i > 900 && i < 1400 ? Double.NaN : 20 + i % 24));
        cases.put("rare bursts", SyntheticSeries.of(hours, i -> i % 500 < 5 ? 1000 : 0));
        cases.forEach((name, series) -> {
            switch (SeriesTrainer.standard().train(series, PROFILE)) {
                case TrainedSeries.Refused(String reason) ->
                    assertThat(reason).as(name).isNotBlank();
                case TrainedSeries.Trained result -> {
                    switch (result.model().forecast(series, series.end(), THREE_DAYS)) {
                        case ForecastResult.Refused(String reason) ->
                            assertThat(reason).as(name).isNotBlank();
                        case ForecastResult.Issued issued -> assertSound(issued.forecast());
                    }
                }
            }
        });
    }

    @Test
    void theSeasonalNaiveStepsInWhenTheModelRunsAway() {
        Series calm = SyntheticSeries.urban(150, 30);
        TrainedModel model = trained(calm).model();
        TrainedModel strict = TrainedModel.of(
                model.dayTypes(), model.horizon(), model.minRecentHours(), 1, model.spikes(), model.phases());
        Series low = SyntheticSeries.followedBy(calm.slice(calm.start(), calm.instant(100 * 24)), 50 * 24, 1);
        assertThat(strict.forecast(low, low.end(), THREE_DAYS))
                .isInstanceOfSatisfying(ForecastResult.Issued.class, issued -> {
                    assertThat(issued.forecast().method()).isEqualTo("seasonal-naive-24");
                    assertThat(issued.note()).contains("set aside").contains("above 3 times the historic maximum");
                    for (int lead = 1; lead <= 72; lead++) {
                        assertThat(issued.forecast().quantile(lead, 0.995)).isLessThanOrEqualTo(3);
                    }
                });
    }

    @Test
    void onePercentOfWildValuesHardlyHurts() {
        Series clean = SyntheticSeries.urban(200, 31);
        Series known = clean.slice(clean.start(), clean.instant(180 * 24));
        SplittableRandom random = new SplittableRandom(9);
        double[] attacked = known.toArray();
        for (int i = 0; i < attacked.length; i++) {
            attacked[i] *= random.nextDouble() < 0.01 ? 1000 : 1;
        }
        TrainedModel honest = trained(known).model();
        TrainedSeries.Trained fooled = trained(Series.hourly(known.start(), attacked));
        assertThat(fooled.notes()).anyMatch(note -> note.contains("isolated values"));
        double before = 0;
        double after = 0;
        for (int day = 180; day < 197; day++) {
            Instant origin = clean.instant(day * 24);
            Forecast a = issued(honest.forecast(clean, origin, THREE_DAYS));
            Forecast b = issued(fooled.model().forecast(clean, origin, THREE_DAYS));
            for (int lead = 1; lead <= 72; lead++) {
                before += Math.abs(a.median(lead) - clean.at(a.validFrom(lead)));
                after += Math.abs(b.median(lead) - clean.at(b.validFrom(lead)));
            }
        }
        assertThat(after).isLessThan(1.05 * before);
    }
}
