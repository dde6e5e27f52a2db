package dev.calima.bench.forecast;

import dev.calima.batch.attached.AttachedSeries;
import dev.calima.batch.attached.SeriesFile;
import dev.calima.batch.attached.SeriesFileException;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.FittedModel;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.model.Algorithms;
import dev.calima.forecasting.model.SeasonalNaive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The M4 competition's hourly series, 48 hours ahead, through an attached file: nobody knows when they began, so they
 * begin at midnight on a Monday.
 */
final class M4Run {

    private static final int SEASON = 24;
    private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");

    private final Map<String, double[]> trains;
    private final Map<String, double[]> tests;
    private final Map<String, M4Scores> scores = new LinkedHashMap<>();

    private M4Run(Map<String, double[]> trains, Map<String, double[]> tests) {
        this.trains = trains;
        this.tests = tests;
    }

    /** Scores the naive methods and each algorithm named. */
    static Map<String, String> run(Path folder, List<String> algorithms) throws IOException, SeriesFileException {
        M4Run run = new M4Run(
                M4Set.read(folder.resolve("Hourly-train.csv")), M4Set.read(folder.resolve("Hourly-test.csv")));
        return run.scored(algorithms);
    }

    private Map<String, String> scored(List<String> algorithms) throws SeriesFileException {
        int horizon = tests.values().iterator().next().length;
        score("naive", y -> M4Benchmarks.naive(y, horizon));
        score("snaive", y -> M4Benchmarks.seasonalNaive(y, SEASON, horizon));
        score("naive2", y -> M4Benchmarks.naive2(y, SEASON, horizon));
        List<AttachedSeries> attached = SeriesFile.read(
                "m4.csv", new ByteArrayInputStream(attachedFile().getBytes(StandardCharsets.UTF_8)));
        TrainingProfile profile = TrainingProfile.defaults(DayTypes.of(ZoneOffset.UTC))
                .withHorizon(Horizon.ofHours(horizon))
                .withOriginHours(IntStream.range(0, 24).boxed().toList());
        Map<String, String> figures = new LinkedHashMap<>();
        for (String name : algorithms) {
            Forecaster forecaster = Algorithms.find(name)
                    .orElseThrow(() -> new IllegalArgumentException("no algorithm is called " + name));
            Map<String, double[]> points = new ConcurrentHashMap<>();
            attached.parallelStream().forEach(one -> points.put(one.name(), forecast(forecaster, one, profile)));
            scores.put(name, M4Scores.of(points, tests, trains, SEASON));
        }
        M4Scores yardstick = Objects.requireNonNull(scores.get("naive2"));
        scores.forEach((name, score) -> {
            double owa = score.owa(yardstick);
            System.out.printf(
                    Locale.ROOT, "M4 %-16s sMAPE %7.3f MASE %7.3f OWA %6.3f%n", name, score.smape(), score.mase(), owa);
            String key = name.equals(algorithms.getFirst()) ? "m4" : "m4_" + name.replace('-', '_');
            figures.put(key + "_smape", String.format(Locale.ROOT, "%.3f", score.smape()));
            figures.put(key + "_mase", String.format(Locale.ROOT, "%.3f", score.mase()));
            figures.put(key + "_owa", String.format(Locale.ROOT, "%.4f", owa));
        });
        return figures;
    }

    private void score(String name, Function<double[], double[]> method) {
        Map<String, double[]> points = new LinkedHashMap<>();
        tests.keySet().forEach(series -> points.put(series, method.apply(Objects.requireNonNull(trains.get(series)))));
        scores.put(name, M4Scores.of(points, tests, trains, SEASON));
    }

    private String attachedFile() {
        StringBuilder csv = new StringBuilder("series,time,value\n");
        tests.keySet().forEach(name -> {
            double[] values = Objects.requireNonNull(trains.get(name));
            for (int i = 0; i < values.length; i++) {
                csv.append(name)
                        .append(',')
                        .append(START.plusSeconds(3600L * i))
                        .append(',')
                        .append(values[i])
                        .append('\n');
            }
        });
        return csv.toString();
    }

    private static double[] forecast(Forecaster forecaster, AttachedSeries one, TrainingProfile profile) {
        FittedModel model = switch (forecaster.fit(one.values(), one.covariates(), profile)) {
            case FitResult.Fitted(FittedModel fitted) -> fitted;
            case FitResult.NotFitted missing -> naive(one, profile);
        };
        return model.predict(one.values(), one.covariates(), one.values().end(), profile.horizon());
    }

    private static FittedModel naive(AttachedSeries one, TrainingProfile profile) {
        if (SeasonalNaive.DAILY.fit(one.values(), profile) instanceof FitResult.Fitted(FittedModel model)) {
            return model;
        }
        throw new IllegalStateException(one.name() + " holds no value");
    }
}
