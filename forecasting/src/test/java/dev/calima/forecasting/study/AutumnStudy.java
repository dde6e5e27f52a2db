package dev.calima.forecasting.study;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.ScoreSheet;
import dev.calima.forecasting.backtest.Scores;
import dev.calima.forecasting.model.CombinedForecaster;
import dev.calima.forecasting.model.KnnAnalogue;
import dev.calima.forecasting.model.RidgeDirect;
import dev.calima.forecasting.model.SeasonalNaive;
import dev.calima.forecasting.score.Mase;
import dev.calima.forecasting.train.SeriesTrainer;
import dev.calima.forecasting.train.TrainedSeries;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The autumn of 2018 in Madrid: each series is trained anew, as a job would, at 30 origins three days apart, and scored
 * over 72 hours. Arguments: folder of the comma files, magnitude number, entrant ({@code standard}, {@code ridge},
 * {@code knn}, {@code naive}, {@code combined} or the parameters of an analogue model), and optionally the first origin,
 * n to take every n-th station, and the origin hours of the profile ({@code 0}).
 */
final class AutumnStudy {

    private AutumnStudy() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int magnitude = Integer.parseInt(arguments[1]);
        SeriesTrainer trainer = trainer(arguments[2]);
        Instant first = Instant.parse(arguments.length > 3 ? arguments[3] : "2018-10-01T00:00:00Z");
        int stride = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
        List<Integer> originHours = Arrays.stream((arguments.length > 5 ? arguments[5] : "0").split(",", -1))
                .map(Integer::valueOf)
                .toList();
        TrainingProfile profile =
                TrainingProfile.defaults(MadridArchive.dayTypes()).withOriginHours(originHours);
        List<Series> series =
                new ArrayList<>(MadridArchive.read(folder, magnitude).values());
        List<Scores> scores = new ArrayList<>();
        List<List<Scores>> byDay = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, Integer> chosen = new HashMap<>();
        long cpu = 0;
        int trainings = 0;
        for (int s = 0; s < series.size(); s += stride) {
            Series all = series.get(s);
            double scale = Mase.scale(all.slice(all.start(), first).toArray(), 24);
            ScoreSheet sheet = new ScoreSheet(scale);
            List<ScoreSheet> days = List.of(new ScoreSheet(scale), new ScoreSheet(scale), new ScoreSheet(scale));
            for (int k = 0; k < 30; k++) {
                Instant origin = first.plus(Duration.ofDays(3L * k));
                Series known = all.slice(all.start(), origin);
                long before = ManagementFactory.getThreadMXBean()
                        .getThreadCpuTime(Thread.currentThread().threadId());
                TrainedSeries trained = trainer.train(known, profile);
                cpu += ManagementFactory.getThreadMXBean()
                                .getThreadCpuTime(Thread.currentThread().threadId())
                        - before;
                trainings++;
                if (trained instanceof TrainedSeries.Trained ready
                        && ready.model().forecast(known, origin, Horizon.ofHours(72))
                                instanceof ForecastResult.Issued(Forecast forecast, String note)) {
                    chosen.merge(note.isEmpty() ? forecast.method() : note, 1, Integer::sum);
                    for (int lead = 1; lead <= 72; lead++) {
                        double actual = all.at(forecast.validFrom(lead));
                        sheet.add(forecast, lead, actual);
                        days.get((lead - 1) / 24).add(forecast, lead, actual);
                    }
                }
            }
            scores.add(sheet.scores());
            for (int day = 0; day < 3; day++) {
                byDay.get(day).add(days.get(day).scores());
            }
        }
        print(arguments[2], scores, byDay);
        System.out.printf(
                Locale.ROOT,
                "cpu %.1f s for %d trainings, %.1f ms each; %s%n",
                cpu / 1e9,
                trainings,
                cpu / 1e6 / trainings,
                chosen);
    }

    private static void print(String name, List<Scores> scores, List<List<Scores>> byDay) {
        DoubleUnaryOperator percent = share -> 100 * share;
        System.out.printf(
                Locale.ROOT,
                "%s: %d series  MAE %.2f  RMSE %.2f  MASE24 %.3f  CRPS %.3f  coverage %.1f-%.1f-%.1f  w80 %.1f  bias %.2f"
                        + "  MAE by day %.2f %.2f %.2f%n",
                name,
                scores.size(),
                mean(scores, Scores::mae),
                mean(scores, Scores::rmse),
                mean(scores, Scores::mase24),
                2 * mean(scores, Scores::pinball),
                percent.applyAsDouble(mean(scores, Scores::coverage50)),
                percent.applyAsDouble(mean(scores, Scores::coverage80)),
                percent.applyAsDouble(mean(scores, Scores::coverage95)),
                mean(scores, Scores::width80),
                mean(scores, Scores::bias),
                mean(byDay.get(0), Scores::mae),
                mean(byDay.get(1), Scores::mae),
                mean(byDay.get(2), Scores::mae));
    }

    private static double mean(List<Scores> scores, ToDoubleFunction<Scores> score) {
        return scores.stream().mapToDouble(score).average().orElse(Double.NaN);
    }

    private static SeriesTrainer trainer(String entrant) {
        return switch (entrant) {
            case "standard" -> SeriesTrainer.standard();
            case "ridge" -> SeriesTrainer.of(new RidgeDirect());
            case "knn" -> SeriesTrainer.of(KnnAnalogue.USUAL);
            case "combined" -> SeriesTrainer.of(CombinedForecaster.of(new RidgeDirect(), KnnAnalogue.USUAL));
            case "naive" -> SeriesTrainer.of(SeasonalNaive.WEEKLY);
            default -> SeriesTrainer.of(analogue(entrant));
        };
    }

    /** For example {@code 24,40,EUCLIDEAN,INVERSE,SQRT,1,0.3,1}: the parameters of the analogues in their order. */
    private static KnnAnalogue analogue(String text) {
        String[] parts = text.split(",", -1);
        return new KnnAnalogue(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                KnnAnalogue.Distance.valueOf(parts[2]),
                KnnAnalogue.Weights.valueOf(parts[3]),
                KnnAnalogue.Space.valueOf(parts[4]),
                Double.parseDouble(parts[5]),
                Double.parseDouble(parts[6]),
                Double.parseDouble(parts[7]));
    }
}
