package dev.calima.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.interval.PastForecasts;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorWeightsTest {

    private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
    private static final Horizon DAY = Horizon.ofHours(24);

    private static PastForecasts off(double error) {
        PastForecasts.Builder past = new PastForecasts.Builder(24);
        double[] actual = new double[24];
        double[] point = new double[24];
        Arrays.fill(actual, 50);
        Arrays.fill(point, 50 + error);
        for (int day = 0; day < 5; day++) {
            past.add(START.plus(Duration.ofDays(day)), point, actual);
        }
        return past.build();
    }

    @Test
    void weightsFollowTheSquareOfPastErrors() {
        ErrorWeights weights = ErrorWeights.of(List.of(off(10), off(-5)), 30, DAY);
        assertThat(weights.at(START.plus(Duration.ofDays(5)))).containsExactly(new double[] {0.2, 0.8}, within(1e-12));
    }

    @Test
    void anOriginKnowsOnlyForecastsThatAreOver() {
        ErrorWeights weights = ErrorWeights.of(List.of(off(10), off(-5)), 30, DAY);
        assertThat(weights.at(START.plus(Duration.ofHours(23)))).containsExactly(0.5, 0.5);
        PastForecasts combined = weights.combined();
        assertThat(combined.point(0, 1))
                .isCloseTo(SqrtSpace.back((SqrtSpace.into(60) + SqrtSpace.into(45)) / 2), within(1e-9));
        assertThat(combined.point(4, 1))
                .isCloseTo(SqrtSpace.back(0.2 * SqrtSpace.into(60) + 0.8 * SqrtSpace.into(45)), within(1e-9));
    }
}
