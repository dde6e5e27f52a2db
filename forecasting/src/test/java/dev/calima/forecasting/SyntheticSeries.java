package dev.calima.forecasting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Made-up series with known structure, the same for the same seed. */
public final class SyntheticSeries {

    /** A Monday, midnight in Madrid. */
    public static final Instant START = Instant.parse("2023-01-01T23:00:00Z");

    public static final DayTypes DAY_TYPES =
            DayTypes.of(ZoneId.of("Europe/Madrid"), Set.of(LocalDate.of(2023, 1, 6), LocalDate.of(2023, 5, 1)));

    private SyntheticSeries() {}

    /** Two daily peaks, quieter weekends, and a slowly wandering level; noise from the seed. */
    public static Series urban(int days, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] level = {0};
        return of(days * 24, i -> {
            int hour = i % 24;
            boolean weekend = i / 24 % 7 >= 5;
            level[0] = 0.97 * level[0] + random.nextGaussian() * 0.08;
            double peaks = Math.exp(-(hour - 8) * (hour - 8) / 8.0) + 0.8 * Math.exp(-(hour - 20) * (hour - 20) / 10.0);
            double base = 15 + (weekend ? 20 : 45) * peaks;
            return Math.max(0, base * Math.exp(level[0]) + random.nextGaussian() * 2);
        });
    }

    /** Values by position. */
    public static Series of(int hours, IntToDoubleFunction value) {
        double[] values = new double[hours];
        for (int i = 0; i < hours; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return Series.hourly(START, values);
    }

    /** The same with a share of the hours missing, chosen by the seed. */
    public static Series withGaps(Series series, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = series.toArray();
        for (int i = 0; i < values.length; i++) {
            if (random.nextDouble() < share) {
                values[i] = Double.NaN;
            }
        }
        return Series.hourly(series.start(), values);
    }

    /** The same followed by hours of one value. */
    public static Series followedBy(Series series, int hours, double value) {
        double[] values = Arrays.copyOf(series.toArray(), series.size() + hours);
        Arrays.fill(values, series.size(), values.length, value);
        return Series.hourly(series.start(), values);
    }
}
