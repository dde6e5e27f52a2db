package dev.calima.forecasting.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.PredictionInterval;
import dev.calima.forecasting.Reference;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class AdaptiveConformalTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Horizon THREE_DAYS = Horizon.ofHours(72);

    /** Daily origins, point forecast 100, values 100 plus noise in square-root space of the given spread. */
    private static PastForecasts past(int origins, IntToDoubleFunction spread, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PastForecasts.Builder builder = new PastForecasts.Builder(72);
        for (int k = 0; k < origins; k++) {
            double[] points = new double[72];
            double[] actual = new double[72];
            Arrays.fill(points, 100);
            for (int i = 0; i < 72; i++) {
                actual[i] = SqrtSpace.back(SqrtSpace.into(100) + spread.applyAsDouble(k) * random.nextGaussian());
            }
            builder.add(START.plus(Duration.ofDays(k)), points, actual);
        }
        return builder.build();
    }

    @Test
    void weightedQuantilesAgreeWithTheReference() {
        ResidualPool pool = new ResidualPool();
        for (int j = 0; j < 60; j++) {
            pool.add((j * 37 % 101 - 50) / 7.0, Math.pow(0.5, (60 - j) / 30.0));
        }
        List<List<String>> rows = Reference.rows("weighted-quantiles.csv");
        double[] levels =
                rows.stream().mapToDouble(row -> Double.parseDouble(row.get(0))).toArray();
        double[] quantiles = pool.quantiles(levels);
        for (int i = 0; i < levels.length; i++) {
            assertThat(quantiles[i]).isCloseTo(Double.parseDouble(rows.get(i).get(1)), within(1e-9));
        }
    }

    @Test
    void threeEqualWeightsByHand() {
        ResidualPool pool = new ResidualPool();
        pool.add(30, 1);
        pool.add(10, 1);
        pool.add(20, 1);
        // they stand at 1/6, 3/6 and 5/6 of the cumulative weight
        assertThat(pool.quantiles(new double[] {0.1, 1 / 3.0, 0.5, 0.9}))
                .containsExactly(new double[] {10, 15, 20, 30}, within(1e-12));
    }

    @Test
    void steadyNoiseIsCoveredAsPromised() {
        PastForecasts past = past(200, k -> 1, 1);
        Forecast forecast = AdaptiveConformal.calibrate(past, past.origin(199), 30, THREE_DAYS)
                .orElseThrow()
                .calibration()
                .around("test", past.origin(199), filled(100));
        SplittableRandom random = new SplittableRandom(2);
        for (double level : new double[] {0.5, 0.8, 0.95}) {
            int inside = 0;
            for (int i = 0; i < 72 * 100; i++) {
                PredictionInterval interval = forecast.interval(i % 72 + 1, level);
                inside += interval.contains(SqrtSpace.back(SqrtSpace.into(100) + random.nextGaussian())) ? 1 : 0;
            }
            assertThat(inside / 7200.0).isCloseTo(level, within(0.03));
        }
    }

    private static double[] filled(double value) {
        double[] values = new double[72];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void intervalsWidenWhenErrorsGrow() {
        PastForecasts calm = past(60, k -> 1, 3);
        PastForecasts worse = past(60, k -> k < 40 ? 1 : 2.5, 3);
        Calibration before = AdaptiveConformal.calibrate(calm, calm.origin(59), 30, THREE_DAYS)
                .orElseThrow()
                .calibration();
        Calibration after = AdaptiveConformal.calibrate(worse, worse.origin(59), 30, THREE_DAYS)
                .orElseThrow()
                .calibration();
        assertThat(before.widening(1)).isCloseTo(1, within(0.15));
        assertThat(after.widening(1)).isGreaterThan(1.15);
    }

    @Test
    void aConstantErrorIsTakenOutOfTheMedian() {
        PastForecasts.Builder builder = new PastForecasts.Builder(72);
        for (int k = 0; k < 20; k++) {
            builder.add(START.plus(Duration.ofDays(k)), filled(100), filled(121));
        }
        PastForecasts past = builder.build();
        Forecast forecast = AdaptiveConformal.calibrate(past, past.origin(19), 30, THREE_DAYS)
                .orElseThrow()
                .calibration()
                .around("test", past.origin(19), filled(100));
        assertThat(forecast.median(10)).isCloseTo(121, within(1e-4));
    }

    @Test
    void anOriginThatIsNotOverTeachesNothing() {
        PastForecasts.Builder honest = new PastForecasts.Builder(72);
        PastForecasts.Builder poisoned = new PastForecasts.Builder(72);
        PastForecasts past = past(30, k -> 1, 4);
        for (int k = 0; k < 30; k++) {
            double[] actual = new double[72];
            for (int i = 0; i < 72; i++) {
                actual[i] = past.actual(k, i + 1);
            }
            honest.add(past.origin(k), filled(100), actual);
            poisoned.add(past.origin(k), filled(100), k < 27 ? actual : filled(1e9));
        }
        Instant now = past.origin(29);
        assertThat(AdaptiveConformal.calibrate(poisoned.build(), now, 30, THREE_DAYS)
                        .orElseThrow()
                        .calibration())
                .isEqualTo(AdaptiveConformal.calibrate(honest.build(), now, 30, THREE_DAYS)
                        .orElseThrow()
                        .calibration());
    }

    @Test
    void tooFewErrorsGiveNoCalibration() {
        assertThat(AdaptiveConformal.calibrate(new PastForecasts.Builder(72).build(), START, 30, THREE_DAYS))
                .isEmpty();
    }
}
