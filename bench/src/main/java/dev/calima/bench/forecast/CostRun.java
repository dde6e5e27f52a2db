package dev.calima.bench.forecast;

import com.sun.management.OperatingSystemMXBean;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.train.SeriesTrainer;
import dev.calima.forecasting.train.TrainedSeries;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What a night costs: 1000 made-up series of three years, each learnt from nothing (backtest, choice, fit, calibration)
 * and forecast 72 hours ahead, in CPU seconds of the whole process. The first 100 warm up and are counted apart.
 */
final class CostRun {

    private static final int SERIES = 1000;
    private static final int WARM_UP = 100;
    private static final int HOURS = 3 * 365 * 24;
    private static final Instant START = Instant.parse("2016-01-01T00:00:00Z");

    private CostRun() {}

    static Map<String, String> run() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            throw new IllegalStateException("this Java does not tell its CPU time");
        }
        TrainingProfile profile = TrainingProfile.defaults(DayTypes.of(ZoneOffset.UTC));
        AtomicInteger issued = new AtomicInteger();
        long begin = system.getProcessCpuTime();
        IntStream.range(0, WARM_UP).parallel().forEach(seed -> learn(series(seed), profile, issued));
        long warm = system.getProcessCpuTime();
        issued.set(0);
        double seconds = 0;
        double wall = 0;
        for (int first = 0; first < SERIES; first += WARM_UP) {
            Series[] some = new Series[WARM_UP];
            int from = first;
            Arrays.parallelSetAll(some, i -> series(from + i));
            long cpu = system.getProcessCpuTime();
            long clock = System.nanoTime();
            Arrays.stream(some).parallel().forEach(one -> learn(one, profile, issued));
            seconds += (system.getProcessCpuTime() - cpu) / 1e9;
            wall += (System.nanoTime() - clock) / 1e9;
        }
        System.out.printf(
                Locale.ROOT,
                "Cost: %d of %d series of three years learnt and forecast in %.2f CPU s, %.2f s wall (warm-up %.2f CPU s)%n",
                issued.get(),
                SERIES,
                seconds,
                wall,
                (warm - begin) / 1e9);
        return Map.of("cpu_s_1000", String.format(Locale.ROOT, "%.2f", seconds));
    }

    private static void learn(Series series, TrainingProfile profile, AtomicInteger issued) {
        if (SeriesTrainer.standard().train(series, profile) instanceof TrainedSeries.Trained trained
                && trained.model().forecast(series, series.end(), Horizon.ofHours(72))
                        instanceof ForecastResult.Issued) {
            issued.incrementAndGet();
        }
    }

    private static Series series(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[HOURS];
        double level = 0;
        for (int i = 0; i < HOURS; i++) {
            int hour = i % 24;
            level = 0.97 * level + random.nextGaussian() * 0.08;
            double peaks = StrictMath.exp(-(hour - 8) * (hour - 8) / 8.0)
                    + 0.8 * StrictMath.exp(-(hour - 20) * (hour - 20) / 10.0);
            double base = 15 + (i / 24 % 7 >= 5 ? 20 : 45) * peaks;
            values[i] = random.nextDouble() < 0.01
                    ? Double.NaN
                    : Math.max(0, base * StrictMath.exp(level) + random.nextGaussian() * 2);
        }
        return Series.hourly(START, values);
    }
}
