package dev.calima.forecasting.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.Series;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final Instant ORIGIN = Instant.parse("2024-04-10T00:00:00Z");
    private static final double NONE = Double.NaN;
    private static final QuantileGrid GRID = QuantileGrid.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    private static Forecast forecast(double[]... rows) {
        return Forecast.of("test", ORIGIN, GRID, rows);
    }

    private static Series observed(double dayBefore, double... values) {
        double[] all = new double[48 + values.length];
        Arrays.fill(all, NONE);
        all[0] = 5; // two days before, for the hours that have none the day before
        all[24] = dayBefore;
        System.arraycopy(values, 0, all, 48, values.length);
        return Series.hourly(ORIGIN.minusSeconds(48 * 3600), all);
    }

    @Test
    void errorsAndLossesAreThoseOfHandArithmetic() {
        double[] row = {1, 2, 3, 4, 5, 6, 7, 8, 9};

        Verification came = Verification.of(forecast(row), observed(20, 7));

        assertThat(came.error()).containsExactly(-2);
        assertThat(came.naiveError()).containsExactly(13);
        // losses: .1*6 + .2*5 + .3*4 + .4*3 + .5*2 + .6*1 + 0 + .2*1 + .1*2 = 6.0; 2 * 6 / 9
        assertThat(came.crps()[0]).isCloseTo(12.0 / 9, within(1e-12));
        assertThat(came.pit()[0]).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void betweenQuantilesTheProbabilityIsLinear() {
        double[] row = {10, 20, 30, 40, 50, 60, 70, 80, 90};

        assertThat(Verification.of(forecast(row), observed(0, 85)).pit()[0]).isCloseTo(0.85, within(1e-12));
        assertThat(Verification.of(forecast(row), observed(0, 9)).pit()[0]).isZero();
        assertThat(Verification.of(forecast(row), observed(0, 91)).pit()[0]).isEqualTo(1);
    }

    @Test
    void boundsBelongToTheInterval() {
        double[] floor = {0, 0, 0, 0, 1, 2, 3, 4, 5};
        double[] flat = {3, 3, 3, 3, 3, 3, 3, 3, 3};

        assertThat(Verification.of(forecast(floor), observed(0, 0)).pit()[0]).isEqualTo(0.4);
        assertThat(Verification.of(forecast(flat), observed(0, 3)).pit()[0]).isEqualTo(0.5);
    }

    @Test
    void whatWasNotObservedIsNotScored() {
        double[] row = {1, 2, 3, 4, 5, 6, 7, 8, 9};

        Verification came = Verification.of(forecast(row, row, row), observed(NONE, 4, NONE));

        assertThat(came.error()).containsExactly(1, NONE, NONE);
        assertThat(came.naiveError())
                .as("the day before has no value, two days before has 5")
                .containsExactly(1, NONE, NONE);
        assertThat(came.crps()[1]).isNaN();
        assertThat(came.pit()[2]).isNaN();
    }

    @Test
    void withoutAnyPastThereIsNoNaive() {
        double[] row = {1, 2, 3, 4, 5, 6, 7, 8, 9};

        Verification came = Verification.of(forecast(row), Series.hourly(ORIGIN, 4));

        assertThat(came.error()).containsExactly(1);
        assertThat(came.naiveError()).containsExactly(NONE);
    }
}
