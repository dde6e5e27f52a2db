package dev.calima.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private final Series series = Series.hourly(START, 1, Double.NaN, 3);

    @Test
    void valuesAreCopiedOnTheWayInAndOut() {
        double[] values = {1, 2};
        Series copied = Series.hourly(START, values);
        values[0] = 9;
        copied.toArray()[1] = 9;
        assertThat(copied.toArray()).containsExactly(1, 2);
    }

    @Test
    void aSliceBeyondTheEndsIsMissingThere() {
        Series slice = series.slice(START.minusSeconds(3600), START.plusSeconds(4 * 3600));
        assertThat(slice.toArray()).containsExactly(Double.NaN, 1, Double.NaN, 3, Double.NaN);
        assertThat(slice.start()).isEqualTo(START.minusSeconds(3600));
        assertThat(series.slice(START.minusSeconds(9 * 3600), START.minusSeconds(7 * 3600))
                        .present())
                .isZero();
    }

    @Test
    void atIsMissingOutsideTheSeries() {
        assertThat(series.at(START.plusSeconds(2 * 3600))).isEqualTo(3);
        assertThat(series.at(START.plusSeconds(3 * 3600))).isNaN();
        assertThat(series.at(START.minusSeconds(3600))).isNaN();
    }

    @Test
    void instantsOffTheHourAndInfiniteValuesAreRefused() {
        assertThatThrownBy(() -> series.at(START.plusSeconds(1))).hasMessageContaining("not on the hourly grid");
        assertThatThrownBy(() -> Series.hourly(START, 1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("value 1 is infinite");
    }

    @Test
    void trimmingDropsMissingEndsOnly() {
        Series trimmed =
                Series.hourly(START, Double.NaN, 1, Double.NaN, 2, Double.NaN).trimmed();
        assertThat(trimmed).isEqualTo(Series.hourly(START.plusSeconds(3600), 1, Double.NaN, 2));
        assertThat(Series.hourly(START, Double.NaN).trimmed().size()).isZero();
    }

    @Test
    void anEmptySeriesIsWhollyMissingAndHasNoMaximum() {
        Series empty = Series.hourly(START);
        assertThat(empty.missingShare()).isEqualTo(1);
        assertThat(empty.max()).isNaN();
        assertThat(empty.end()).isEqualTo(START);
        assertThat(series.missingShare()).isCloseTo(1 / 3.0, within(1e-12));
    }
}
