package dev.calima.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Instant ORIGIN = Instant.parse("2024-03-01T00:00:00Z");
    private final Forecast forecast = Forecast.of("test", ORIGIN, QuantileGrid.DENSE, new double[][] {
        Arrays.stream(QuantileGrid.DENSE.toArray()).map(p -> 100 * p).toArray(),
        Arrays.stream(QuantileGrid.DENSE.toArray()).map(p -> 200 * p).toArray()
    });

    @Test
    void theDenseGridHas41MirroredLevels() {
        double[] levels = QuantileGrid.DENSE.toArray();
        assertThat(levels).hasSize(41).startsWith(0.005, 0.01, 0.015).endsWith(0.985, 0.99, 0.995);
        for (int i = 0; i < levels.length; i++) {
            assertThat(levels[i] + levels[levels.length - 1 - i]).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void everyLevelFromFiftyToNinetyNinePercentHasAnInterval() {
        for (int percent = 50; percent <= 99; percent++) {
            PredictionInterval interval = forecast.interval(1, percent / 100.0);
            assertThat(interval.lower()).isCloseTo((100 - percent) / 2.0, within(1e-9));
            assertThat(interval.upper()).isCloseTo((100 + percent) / 2.0, within(1e-9));
        }
        assertThatThrownBy(() -> forecast.interval(1, 0.999)).hasMessageContaining("[0.50, 0.99]");
    }

    @Test
    void leadOneStartsAtTheOrigin() {
        assertThat(forecast.validFrom(1)).isEqualTo(ORIGIN);
        assertThat(forecast.validFrom(2)).isEqualTo(ORIGIN.plusSeconds(3600));
        assertThat(forecast.median(2)).isEqualTo(100);
        assertThatThrownBy(() -> forecast.median(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> forecast.median(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void droppingLeadsMovesTheOrigin() {
        Forecast later = forecast.dropFirst(1);
        assertThat(later.origin()).isEqualTo(ORIGIN.plusSeconds(3600));
        assertThat(later.median(1)).isEqualTo(100);
    }

    @Test
    void negativeDecreasingAndNonFiniteQuantilesAreRefused() {
        QuantileGrid grid = QuantileGrid.of(0.1, 0.5, 0.9);
        for (double[] row :
                new double[][] {{-1, 0, 1}, {2, 1, 3}, {1, 2, Double.NaN}, {1, 2, Double.POSITIVE_INFINITY}, {1, 2}}) {
            assertThatThrownBy(() -> Forecast.of("test", ORIGIN, grid, new double[][] {row}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("lead 1");
        }
        assertThatThrownBy(() -> QuantileGrid.of(0.1, 0.9)).hasMessageContaining("median");
        assertThatThrownBy(() -> QuantileGrid.of(0.5, 0.5)).hasMessageContaining("increase strictly");
    }
}
