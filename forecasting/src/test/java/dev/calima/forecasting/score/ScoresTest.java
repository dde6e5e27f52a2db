package dev.calima.forecasting.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.Reference;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static final double NAN = Double.NaN;

    @Test
    void everyScoreAgreesWithTheReference() {
        Map<String, Double> expected = Reference.rows("scores.csv").stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> Double.parseDouble(row.get(1))));
        double[] actual = values(t -> 20 + 10 * Math.sin(t / 24.0 * 2 * Math.PI) + t * 7 % 11);
        double[] forecast = values(t -> 21 + 9 * Math.sin((t - 1) / 24.0 * 2 * Math.PI) + t * 5 % 13);
        double[] lower = values(t -> forecast[t] - 6);
        double[] upper = values(t -> forecast[t] + 7);
        Map<String, Double> computed = Map.of(
                "mae", Mae.of(actual, forecast),
                "rmse", Rmse.of(actual, forecast),
                "bias", Bias.of(actual, forecast),
                "mase24", Mase.of(actual, forecast, Mase.scale(actual, 24)),
                "pinball10", PinballLoss.of(actual, lower, 0.1),
                "pinball90", PinballLoss.of(actual, upper, 0.9),
                "coverage", IntervalCoverage.of(actual, lower, upper));
        assertThat(computed.keySet()).isEqualTo(expected.keySet());
        computed.forEach(
                (name, value) -> assertThat(value).as(name).isCloseTo(expected.getOrDefault(name, NAN), within(1e-9)));
    }

    private static double[] values(IntToDoubleFunction value) {
        return IntStream.range(0, 200).mapToDouble(value).toArray();
    }

    @Test
    void threeErrorsByHand() {
        double[] actual = {1, 5, 10};
        double[] forecast = {2, 3, 14};
        assertThat(Mae.of(actual, forecast)).isEqualTo(7 / 3.0);
        assertThat(Rmse.of(actual, forecast)).isEqualTo(Math.sqrt(21 / 3.0));
        assertThat(Bias.of(actual, forecast)).isEqualTo(1);
        assertThat(PinballLoss.of(10, 7, 0.9)).isCloseTo(2.7, within(1e-12));
        assertThat(PinballLoss.of(7, 10, 0.9)).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void missingPairsAreNotScored() {
        double[] actual = {1, NAN, 10};
        double[] forecast = {2, 3, NAN};
        assertThat(Mae.of(actual, forecast)).isEqualTo(1);
        assertThat(Rmse.of(actual, forecast)).isEqualTo(1);
        assertThat(PinballLoss.of(actual, forecast, 0.5)).isEqualTo(0.5);
        assertThat(IntervalCoverage.of(actual, new double[] {1, 0, 0}, new double[] {1, 9, 9}))
                .isEqualTo(0.5);
    }

    @Test
    void nothingToScoreGivesNaN() {
        double[] none = {NAN};
        assertThat(Mae.of(none, none)).isNaN();
        assertThat(Rmse.of(none, none)).isNaN();
        assertThat(Bias.of(none, none)).isNaN();
        assertThat(PinballLoss.of(none, none, 0.5)).isNaN();
        assertThat(IntervalCoverage.of(none, none, none)).isNaN();
        assertThat(Mase.scale(new double[] {5, 5, 5}, 1)).isNaN();
        assertThatThrownBy(() -> Mae.of(none, new double[2])).hasMessageContaining("1 actual values, 2 forecasts");
    }
}
