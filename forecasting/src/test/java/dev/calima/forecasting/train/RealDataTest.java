package dev.calima.forecasting.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Reference;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.BacktestReport;
import dev.calima.forecasting.backtest.ScoreSheet;
import dev.calima.forecasting.model.RidgeDirect;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Hourly nitrogen dioxide at two stations in Madrid, 2018. Source: Ayuntamiento de Madrid, datos.madrid.es. */
class RealDataTest {

    private static final DayTypes MADRID = DayTypes.of(
            ZoneId.of("Europe/Madrid"),
            Set.of(
                    LocalDate.of(2018, 1, 1),
                    LocalDate.of(2018, 1, 6),
                    LocalDate.of(2018, 3, 29),
                    LocalDate.of(2018, 3, 30),
                    LocalDate.of(2018, 5, 1),
                    LocalDate.of(2018, 5, 2),
                    LocalDate.of(2018, 5, 15),
                    LocalDate.of(2018, 8, 15),
                    LocalDate.of(2018, 10, 12),
                    LocalDate.of(2018, 11, 1),
                    LocalDate.of(2018, 11, 9)));
    private static final TrainingProfile PROFILE = TrainingProfile.defaults(MADRID);

    @Test
    void ridgeBeatsTheSeasonalNaiveInTheBacktest() {
        for (String station : List.of("008", "056")) {
            TrainedSeries result = SeriesTrainer.of(new RidgeDirect()).train(Reference.madridNo2(station), PROFILE);
            assertThat(result).isInstanceOfSatisfying(TrainedSeries.Trained.class, trained -> {
                List<BacktestReport> reports = trained.selection().reports();
                assertThat(reports).extracting(BacktestReport::algorithm).contains("ridge-direct");
                BacktestReport ridge = reports.getLast();
                assertThat(ridge.overall().mae())
                        .isLessThan(0.9 * reports.getFirst().overall().mae());
                assertThat(ridge.overall().coverage80()).isBetween(0.70, 0.90);
            });
        }
    }

    @Test
    void forecastsOfAMonthNeverSeenBeatTheSeasonalNaiveAndCoverWhatTheyPromise() {
        ScoreSheet ours = new ScoreSheet(1);
        double naive = 0;
        int compared = 0;
        for (String station : List.of("008", "056")) {
            Series all = Reference.madridNo2(station);
            for (int week = 0; week < 9; week++) {
                Instant origin = Instant.parse("2018-09-20T22:00:00Z").plus(Duration.ofDays(7L * week));
                origin = MADRID.hourOf(origin) == 0 ? origin : origin.plus(Duration.ofHours(1));
                Series known = all.slice(all.start(), origin);
                TrainedSeries result = SeriesTrainer.standard().train(known, PROFILE);
                assertThat(result).isInstanceOf(TrainedSeries.Trained.class);
                if (result instanceof TrainedSeries.Trained trained
                        && trained.model().forecast(known, origin, Horizon.ofHours(72))
                                instanceof ForecastResult.Issued(Forecast forecast, String note)) {
                    assertThat(note).isEmpty();
                    for (int lead = 1; lead <= 72; lead++) {
                        double actual = all.at(forecast.validFrom(lead));
                        double yesterday = known.at(origin.minus(Duration.ofHours(24 - (lead - 1) % 24)));
                        if (!Double.isNaN(actual) && !Double.isNaN(yesterday)) {
                            ours.add(forecast, lead, actual);
                            naive += Math.abs(actual - yesterday);
                            compared++;
                        }
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(1000);
        assertThat(ours.scores().mae()).isLessThan(0.85 * naive / compared);
        assertThat(ours.scores().coverage80()).isBetween(0.70, 0.92);
        assertThat(ours.scores().coverage95()).isBetween(0.88, 0.99);
    }

    @Test
    void oneValueInAHundredAThousandTimesTooHighCostsLessThanATwentieth() {
        double clean = 0;
        double broken = 0;
        for (String station : List.of("008", "056")) {
            Series all = Reference.madridNo2(station);
            double[] spoilt = all.toArray();
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < spoilt.length; i++) {
                spoilt[i] *= random.nextInt(100) == 0 ? 1000 : 1;
            }
            for (int week = 0; week < 6; week++) {
                Instant origin = Instant.parse("2018-09-16T22:00:00Z").plus(Duration.ofDays(4L * week));
                clean += error(all, all, origin);
                broken += error(Series.hourly(all.start(), spoilt), all, origin);
            }
        }
        assertThat(broken).isLessThan(1.05 * clean);
    }

    private static double error(Series history, Series truth, Instant origin) {
        Series known = history.slice(history.start(), origin);
        double error = 0;
        int count = 0;
        if (SeriesTrainer.standard().train(known, PROFILE) instanceof TrainedSeries.Trained trained
                && trained.model().forecast(known, origin, Horizon.ofHours(72))
                        instanceof ForecastResult.Issued(Forecast forecast, String note)) {
            for (int lead = 1; lead <= 72; lead++) {
                double actual = truth.at(forecast.validFrom(lead));
                if (!Double.isNaN(actual)) {
                    error += Math.abs(forecast.median(lead) - actual);
                    count++;
                }
            }
        }
        assertThat(count).isPositive();
        return error / count;
    }
}
