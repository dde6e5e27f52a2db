package dev.calima.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.AnalogueSettings;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.FittedModel;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.SyntheticSeries;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsTest {

    private static final TrainingProfile PROFILE = TrainingProfile.defaults(SyntheticSeries.DAY_TYPES);
    private static final Horizon THREE_DAYS = Horizon.ofHours(72);
    private static final List<Forecaster> ALL = List.of(
            SeasonalNaive.DAILY,
            SeasonalNaive.WEEKLY,
            new Climatology(),
            new RidgeDirect(),
            new KnnAnalogue(),
            new RidgeAnchored(),
            new Theta(),
            new HoltWinters(),
            CombinedForecaster.of(new RidgeDirect(), new KnnAnalogue()));

    private static FittedModel fitted(Forecaster forecaster, Series history) {
        return fitted(forecaster, history, PROFILE);
    }

    private static FittedModel fitted(Forecaster forecaster, Series history, TrainingProfile profile) {
        return switch (forecaster.fit(history, profile)) {
            case FitResult.Fitted(FittedModel model) -> model;
            case FitResult.NotFitted(String reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void seasonalNaiveRepeatsTheLastSeason() {
        Series hours = SyntheticSeries.of(24 * 40, i -> i);
        assertThat(fitted(SeasonalNaive.DAILY, hours).predict(hours, hours.end(), THREE_DAYS))
                .startsWith(936, 937)
                .endsWith(958, 959);
        assertThat(fitted(SeasonalNaive.WEEKLY, hours).predict(hours, hours.end(), THREE_DAYS))
                .startsWith(960 - 168, 960 - 167);
    }

    @Test
    void climatologyKnowsTheHourAndWhetherTheDayIsWorked() {
        Series hours = SyntheticSeries.of(24 * 35, i -> i / 24 % 7 >= 5 ? 10 : 100 + i % 24);
        double[] week = fitted(new Climatology(), hours).predict(hours, hours.end(), Horizon.ofHours(168));
        assertThat(week[8]).isCloseTo(108, within(1e-9));
        assertThat(week[5 * 24 + 8]).isCloseTo(10, within(1e-9));
    }

    @Test
    void climatologyFollowsTheLocalClockAcrossTheSpringChange() {
        Instant change = Instant.parse("2023-03-26T01:00:00Z");
        Series hours = SyntheticSeries.of(24 * 120, i -> {
            Instant at = SyntheticSeries.START.plusSeconds(3600L * i);
            return SyntheticSeries.DAY_TYPES.hourOf(at) == 8 ? 100 : 10;
        });
        FittedModel model = fitted(new Climatology(), hours);
        Instant origin = change.minusSeconds(2 * 3600);
        double[] points = model.predict(hours, origin, THREE_DAYS);
        int highest = 0;
        for (int i = 0; i < 24; i++) {
            highest = points[i] > points[highest] ? i : highest;
        }
        assertThat(SyntheticSeries.DAY_TYPES.hourOf(origin.plusSeconds(3600L * highest)))
                .isEqualTo(8);
    }

    @Test
    void ridgeLearnsThatALevelPersistsForADay() {
        Series history = SyntheticSeries.urban(300, 7);
        double ridge = 0;
        double climatology = 0;
        Series training = history.slice(history.start(), history.instant(240 * 24));
        FittedModel regression = fitted(new RidgeDirect(), training);
        FittedModel mean = fitted(new Climatology(), training);
        for (int day = 240; day < 296; day++) {
            Instant origin = history.instant(day * 24);
            double[] a = regression.predict(history, origin, THREE_DAYS);
            double[] b = mean.predict(history, origin, THREE_DAYS);
            for (int i = 0; i < 12; i++) {
                ridge += Math.abs(a[i] - history.value(day * 24 + i));
                climatology += Math.abs(b[i] - history.value(day * 24 + i));
            }
        }
        assertThat(ridge).isLessThan(0.9 * climatology);
    }

    @Test
    void analoguesFindTheDayThatRepeats() {
        Series cycle = SyntheticSeries.of(24 * 200, i -> 20 + 10 * Math.sin(i * 2 * Math.PI / (24 * 5)) + i % 24);
        AnalogueSettings nearest = new AnalogueSettings(
                48,
                1,
                AnalogueSettings.Distance.EUCLIDEAN,
                AnalogueSettings.Weights.UNIFORM,
                AnalogueSettings.Space.RAW,
                0,
                0,
                0);
        Instant origin = cycle.end();
        double[] points = fitted(new KnnAnalogue(), cycle, PROFILE.withAnalogues(nearest))
                .predict(cycle, origin, Horizon.ofHours(48));
        for (int i = 0; i < 48; i++) {
            int t = 24 * 200 + i;
            assertThat(points[i]).isCloseTo(20 + 10 * Math.sin(t * 2 * Math.PI / (24 * 5)) + t % 24, within(1e-4));
        }
    }

    @Test
    void everyKnnSettingGivesFiniteForecasts() {
        Series history = SyntheticSeries.urban(120, 3);
        for (AnalogueSettings.Distance distance : AnalogueSettings.Distance.values()) {
            for (AnalogueSettings.Weights weights : AnalogueSettings.Weights.values()) {
                for (AnalogueSettings.Space space : AnalogueSettings.Space.values()) {
                    AnalogueSettings knn = new AnalogueSettings(24, 20, distance, weights, space, 1, 0.5, 1);
                    for (double value : fitted(new KnnAnalogue(), history, PROFILE.withAnalogues(knn))
                            .predict(history, history.end(), THREE_DAYS)) {
                        assertThat(value).isFinite().isBetween(0.0, 3 * history.max());
                    }
                }
            }
        }
    }

    @Test
    void theCombinationIsTheMeanInSquareRootSpace() {
        Series history = SyntheticSeries.urban(120, 5);
        double[] ridge = fitted(new RidgeDirect(), history).predict(history, history.end(), THREE_DAYS);
        double[] knn = fitted(new KnnAnalogue(), history).predict(history, history.end(), THREE_DAYS);
        double[] both = fitted(CombinedForecaster.of(new RidgeDirect(), new KnnAnalogue()), history)
                .predict(history, history.end(), THREE_DAYS);
        for (int i = 0; i < 72; i++) {
            double expected = SqrtSpace.back((SqrtSpace.into(ridge[i]) + SqrtSpace.into(knn[i])) / 2);
            assertThat(both[i]).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void noModelSeesAnythingAtOrAfterTheOrigin() {
        Series history = SyntheticSeries.urban(150, 11);
        Instant origin = history.instant(140 * 24);
        Series known = history.slice(history.start(), origin);
        for (Forecaster forecaster : ALL) {
            FittedModel model = fitted(forecaster, known);
            double[] honest = model.predict(known, origin, THREE_DAYS);
            for (double poison : new double[] {1e9, Double.NaN, 0}) {
                Series poisoned = SyntheticSeries.followedBy(known, 240, poison);
                assertThat(model.predict(poisoned, origin, THREE_DAYS))
                        .as(forecaster.name())
                        .isEqualTo(honest);
            }
        }
    }

    @Test
    void onlyTheRequiredHoursMatter() {
        Series history = SyntheticSeries.urban(150, 12);
        for (Forecaster forecaster : ALL) {
            FittedModel model = fitted(forecaster, history);
            Instant from = history.end().minusSeconds(3600L * model.requiredHours());
            assertThat(model.predict(history.slice(from, history.end()), history.end(), THREE_DAYS))
                    .as(forecaster.name())
                    .isEqualTo(model.predict(history, history.end(), THREE_DAYS));
        }
    }

    @Test
    void everyAnalogueSettingChangesTheForecast() {
        Series history = SyntheticSeries.urban(200, 17);
        AnalogueSettings usual = AnalogueSettings.USUAL;
        double[] base = fitted(new KnnAnalogue(), history).predict(history, history.end(), THREE_DAYS);
        for (AnalogueSettings.Distance distance : AnalogueSettings.Distance.values()) {
            for (AnalogueSettings.Weights weights : AnalogueSettings.Weights.values()) {
                if (distance != usual.distance() || weights != usual.weights()) {
                    assertThat(analogue(
                                    history,
                                    new AnalogueSettings(12, 30, distance, weights, usual.space(), 2, 0.5, 1.5)))
                            .as("%s %s", distance, weights)
                            .isNotEqualTo(base);
                }
            }
        }
        for (AnalogueSettings changed : List.of(
                new AnalogueSettings(24, 30, usual.distance(), usual.weights(), usual.space(), 2, 0.5, 1.5),
                new AnalogueSettings(12, 10, usual.distance(), usual.weights(), usual.space(), 2, 0.5, 1.5),
                new AnalogueSettings(
                        12, 30, usual.distance(), usual.weights(), AnalogueSettings.Space.LOG, 2, 0.5, 1.5),
                new AnalogueSettings(
                        12, 30, usual.distance(), usual.weights(), AnalogueSettings.Space.RAW, 2, 0.5, 1.5),
                new AnalogueSettings(12, 30, usual.distance(), usual.weights(), usual.space(), 0, 0.5, 1.5),
                new AnalogueSettings(12, 30, usual.distance(), usual.weights(), usual.space(), 2, 0, 1.5),
                new AnalogueSettings(12, 30, usual.distance(), usual.weights(), usual.space(), 2, 0.5, 20))) {
            assertThat(analogue(history, changed)).as(changed.toString()).isNotEqualTo(base);
        }
    }

    private static double[] analogue(Series history, AnalogueSettings settings) {
        return fitted(new KnnAnalogue(), history, PROFILE.withAnalogues(settings))
                .predict(history, history.end(), THREE_DAYS);
    }
}
