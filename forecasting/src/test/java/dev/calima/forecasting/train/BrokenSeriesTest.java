package dev.calima.forecasting.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.SyntheticSeries;
import dev.calima.forecasting.TrainingProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Series broken at random: {@code -Dcalima.robust=10000} for a long run. */
class BrokenSeriesTest {

    private static final TrainingProfile PROFILE =
            TrainingProfile.defaults(SyntheticSeries.DAY_TYPES).withBacktest(12, 24, 12);
    private static final double[] WILD = {0, -1, -999, 1e-300, 1e9, 1e12, 1e14, 1e16, 1e308, Double.MAX_VALUE};

    @Test
    void noBrokenSeriesCausesAnExceptionOrAnUnsoundForecast() {
        int refused = 0;
        int issued = 0;
        int count = Integer.getInteger("calima.robust", 300);
        for (int seed = 0; seed < count; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Series series = broken(random);
            TrainedSeries result = SeriesTrainer.standard().train(series, PROFILE);
            Instant origin = series.end().plus(Duration.ofHours(random.nextInt(60) - 40));
            if (result instanceof TrainedSeries.Trained trained
                    && trained.model().forecast(series, origin, Horizon.ofHours(72))
                            instanceof ForecastResult.Issued(Forecast forecast, String note)) {
                issued++;
                for (int lead = 1; lead <= 72; lead++) {
                    double[] row = forecast.quantiles(lead);
                    assertThat(row).as("seed %d %s", seed, note).isSorted();
                    assertThat(row[0]).as("seed %d", seed).isNotNegative();
                    assertThat(row[row.length - 1]).as("seed %d", seed).isFinite();
                    double most = 3.0001 * Math.max(0, Math.max(trained.model().historicMax(), recentMax(series)));
                    assertThat(row[row.length - 1]).as("seed %d", seed).isLessThanOrEqualTo(most);
                }
            } else {
                refused++;
            }
        }
        assertThat(issued).isGreaterThan(count / 3);
        assertThat(refused).isPositive();
    }

    private static double recentMax(Series series) {
        double max = series.max();
        return Double.isNaN(max) ? 0 : max;
    }

    private static Series broken(SplittableRandom random) {
        int days = 1 + random.nextInt(120);
        if (random.nextInt(50) == 0) {
            return Series.hourly(SyntheticSeries.START, new double[random.nextInt(30)]);
        }
        double[] values = SyntheticSeries.urban(days, random.nextLong()).toArray();
        int damages = random.nextInt(4);
        for (int damage = 0; damage < damages; damage++) {
            int from = random.nextInt(values.length);
            int to = Math.min(values.length, from + 1 + random.nextInt(24 * (1 + random.nextInt(40))));
            switch (random.nextInt(9)) {
                case 0 -> Arrays.fill(values, from, to, Double.NaN);
                case 1 -> Arrays.fill(values, from, to, WILD[random.nextInt(WILD.length)]);
                case 2 -> scatter(values, random, Double.NaN);
                case 3 -> scatter(values, random, WILD[random.nextInt(WILD.length)]);
                case 4 -> scale(values, from, to, StrictMath.pow(10, random.nextInt(16) - 8));
                case 5 -> Arrays.fill(values, from, to, values[from]);
                case 6 -> gaps(values, random, 0.9);
                case 7 -> scale(values, 0, values.length, 1e-6);
                default -> scale(values, from, values.length, 50);
            }
        }
        return Series.hourly(SyntheticSeries.START, values);
    }

    private static void scatter(double[] values, SplittableRandom random, double value) {
        double share = random.nextDouble() * random.nextDouble();
        for (int i = 0; i < values.length; i++) {
            if (random.nextDouble() < share) {
                values[i] = value;
            }
        }
    }

    private static void gaps(double[] values, SplittableRandom random, double share) {
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() < share ? Double.NaN : values[i];
        }
    }

    private static void scale(double[] values, int from, int to, double factor) {
        for (int i = from; i < to; i++) {
            double scaled = values[i] * factor;
            values[i] = Double.isInfinite(scaled) ? Double.MAX_VALUE : scaled;
        }
    }
}
