package dev.calima.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExponentialSmoothingTest {

    private static double[] row(String name) {
        List<String> cells = Reference.rows("exponential-smoothing.csv").stream()
                .filter(row -> row.getFirst().equals(name))
                .findFirst()
                .orElseThrow();
        return cells.subList(1, cells.size()).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void dampedHoltWintersAgreesWithStatsmodels() {
        double[] y = row("series");
        double[] p = row("holt-winters");
        HoltWintersFilter filter =
                HoltWintersFilter.begin(y, 24, p[0], p[1], p[2], p[3]).run(y);
        assertThat(filter.squares()).isCloseTo(row("holt-winters-squares")[0], within(1e-6));
        double[] expected = row("holt-winters-forecast");
        assertThat(filter.forecast(expected.length)).containsExactly(expected, within(1e-6));
    }

    @Test
    void simpleSmoothingFindsTheOptimumOfStatsmodels() {
        ExponentialSmoothing found = ExponentialSmoothing.fit(row("series"));
        double[] expected = row("ses");
        assertThat(found.alpha()).isCloseTo(expected[0], within(1e-3));
        assertThat(found.level()).isCloseTo(expected[1], within(1e-3));
    }
}
