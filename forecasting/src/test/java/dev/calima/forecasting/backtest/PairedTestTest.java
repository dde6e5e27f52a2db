package dev.calima.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected values: SciPy 1.17.1 ({@code ttest_1samp}, {@code wilcoxon} with method approx and correction), NumPy for lags. */
class PairedTestTest {

    private static final double[] GAINS = {0.8, 1.4, -0.3, 2.2, 1.9, 0.1, -1.2, 0.6, 1.1, 0.9, 2.4, -0.5};
    private static final double[] TIES = {0.8, 1.4, -0.3, 2.2, 1.9, 0, -1.4, 0.8, 1.1, 0.9, 2.2, -0.5};

    @Test
    void withoutOverlapDieboldMarianoIsStudentsTest() {
        expect(PairedTest.DIEBOLD_MARIANO.test(GAINS, 1), 2.4389234537432896, 0.016442710759430178);
    }

    @Test
    void overlappingForecastsBringTheirAutocovariancesAlong() {
        expect(PairedTest.DIEBOLD_MARIANO.test(GAINS, 3), 4.22413253084299, 0.0007132129293925318);
    }

    @Test
    void signedRanksHaveTheirCorrections() {
        expect(PairedTest.WILCOXON.test(GAINS, 1), 65, 0.022729376171909833);
        expect(PairedTest.WILCOXON.test(TIES, 1), 55.5, 0.025059654159213473);
        double[] losses = Arrays.stream(GAINS).map(gain -> -gain).toArray();
        expect(PairedTest.WILCOXON.test(losses, 1), 13, 0.9811835582399296);
    }

    private static void expect(PairedTest.Result result, double statistic, double pValue) {
        assertThat(result.statistic()).isCloseTo(statistic, within(1e-12));
        assertThat(result.pValue()).isCloseTo(pValue, within(1e-12));
    }

    @Test
    void theSameGainFromEveryOriginIsNoQuestionOfLuck() {
        double[] same = new double[10];
        assertThat(PairedTest.DIEBOLD_MARIANO.test(same, 3).pValue()).isEqualTo(1);
        Arrays.fill(same, 0.5);
        assertThat(PairedTest.DIEBOLD_MARIANO.test(same, 3).pValue()).isZero();
        assertThat(PairedTest.WILCOXON.test(same, 3).statistic()).isNaN();
    }

    @Test
    void fewOriginsAreRefused() {
        assertThatThrownBy(() -> PairedTest.DIEBOLD_MARIANO.test(new double[7], 1))
                .hasMessageContaining("7 origins");
    }

    /** Gains of equals, correlated as three-day forecasts from daily origins are: about one in twenty counts as beaten. */
    @Test
    void equalsAreCalledBetterAsOftenAsTheLevelSays() {
        Random random = new Random(1);
        int beaten = 0;
        int rounds = 4000;
        for (int round = 0; round < rounds; round++) {
            double[] noise = random.doubles(59).map(x -> x - 0.5).toArray();
            double[] gains = IntStream.range(0, 57)
                    .mapToDouble(i -> noise[i] + noise[i + 1] + noise[i + 2])
                    .toArray();
            beaten += PairedTest.DIEBOLD_MARIANO.test(gains, 3).pValue() <= 0.05 ? 1 : 0;
        }
        assertThat((double) beaten / rounds).isBetween(0.03, 0.09);
    }

    @Test
    void onlyCommonOriginsArePaired() {
        Instant day = Instant.parse("2024-01-01T00:00:00Z");
        List<Instant> days = IntStream.range(0, 6)
                .mapToObj(i -> day.plus(Duration.ofDays(i)))
                .toList();
        PairedLosses paired = PairedLosses.of(
                new OriginLosses(days.subList(1, 4), List.of(1.0, 2.0, 3.0)),
                new OriginLosses(days.subList(2, 6), List.of(5.0, 5.0, 5.0, 5.0)));
        assertThat(paired.gains()).containsExactly(3, 2);
        assertThat(paired.overlap(Horizon.ofHours(72))).isEqualTo(3);
        assertThat(paired.overlap(Horizon.ofHours(24))).isEqualTo(1);
    }
}
