package dev.calima.forecasting.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrepareTest {

    private static final double NAN = Double.NaN;

    @Test
    void aGapRepeatsTheSeasonBefore() {
        assertThat(GapFilling.fill(new double[] {1, 2, NAN, 4, NAN, NAN, 7, 8}, 2))
                .containsExactly(1, 2, 1, 4, 1, 4, 7, 8);
    }

    @Test
    void theFirstSeasonTakesTheMedianOfItsHour() {
        assertThat(GapFilling.fill(new double[] {NAN, 2, 10, 4, 30, 6, 20, 8}, 2))
                .startsWith(20, 2, 10);
    }

    @Test
    void anHourNeverSeenTakesTheMedianOfAll() {
        assertThat(GapFilling.fill(new double[] {NAN, 2, NAN, 4, NAN, 9}, 2)).containsExactly(4, 2, 4, 4, 4, 9);
    }

    @Test
    void fillingNeverLooksAhead() {
        double[] values = new double[24 * 40];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 5 == 0 ? NAN : i;
        }
        double[] whole = GapFilling.fill(values, 24);
        values[values.length - 1] = 1e9;
        values[values.length - 2] = NAN;
        double[] poisoned = GapFilling.fill(values, 24);
        for (int i = 0; i < values.length - 2; i++) {
            assertThat(poisoned[i]).isEqualTo(whole[i]);
        }
    }

    @Test
    void nothingKnownStaysMissing() {
        assertThat(GapFilling.fill(new double[] {NAN, NAN, NAN}, 2)).containsOnly(NAN);
        assertThat(GapFilling.fill(new double[0], 24)).isEmpty();
    }

    @Test
    void theSquareRootSpaceAndItsInverseAgree() {
        for (double y : new double[] {0, 0.01, 3, 47, 1e6, 1e12}) {
            assertThat(SqrtSpace.back(SqrtSpace.into(y))).isCloseTo(y, within(1e-9 * (1 + y)));
        }
        assertThat(SqrtSpace.into(3)).isEqualTo(2);
        assertThat(SqrtSpace.into(-5)).isZero();
        assertThat(SqrtSpace.back(-1)).isZero();
        assertThat(SqrtSpace.into(NAN)).isNaN();
    }

    @Test
    void aLoneSpikeIsDroppedAndAnEpisodeKept() {
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 20 + i % 24;
        }
        values[100] = 30_000;
        values[200] = 900;
        values[201] = 950;
        values[202] = 930;
        SpikeFilter filter = SpikeFilter.learn(values);
        double[] kept = filter.apply(values);
        assertThat(kept[100]).isNaN();
        assertThat(kept[99]).isEqualTo(values[99]);
        assertThat(kept[201]).isEqualTo(950);
        assertThat(filter.limit()).isBetween(100.0, 500.0);
    }
}
