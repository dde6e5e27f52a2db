package dev.calima.bench.forecast;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.ScoreSheet;
import dev.calima.forecasting.backtest.Scores;
import dev.calima.forecasting.score.Mase;
import dev.calima.forecasting.train.SeriesTrainer;
import dev.calima.forecasting.train.TrainedSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * The protocol: each series is learnt anew at every scored origin from what lies before it, as a night would, and scored
 * over 72 hours; scores are means over the series.
 *
 * @param profile how it is learnt
 * @param firstOrigin the first scored origin
 * @param origins how many, three days apart
 */
record Protocol(TrainingProfile profile, Instant firstOrigin, int origins) {

    private static final Horizon HORIZON = Horizon.ofHours(72);
    private static final Duration SPACING = Duration.ofDays(3);
    private static final double MOST_MISSING = 0.2;

    /** What came of it: scores by series, ours and the baseline's, and how often each method forecast. */
    record Outcome(List<Scores> ours, List<Scores> naive, Map<String, Integer> methods) {

        double mean(ToDoubleFunction<Scores> score) {
            return mean(ours, score);
        }

        /** CRPS as a share of the baseline's. */
        double crpsShare() {
            return mean(ours, Scores::pinball) / mean(naive, Scores::pinball);
        }

        static double mean(List<Scores> scores, ToDoubleFunction<Scores> score) {
            return scores.stream().mapToDouble(score).average().orElse(Double.NaN);
        }
    }

    private record One(Scores ours, Scores naive) {}

    /** Runs over the series of which less than a fifth is missing, on as many threads as there are cores. */
    Outcome run(Map<String, Series> series, Covariates covariates) {
        Map<String, Integer> methods = new ConcurrentHashMap<>();
        List<One> scores = new TreeMap<>(series)
                .values().parallelStream()
                        .filter(one -> one.missingShare() < MOST_MISSING)
                        .map(one -> score(one, covariates, methods))
                        .toList();
        return new Outcome(
                scores.stream().map(One::ours).toList(),
                scores.stream().map(One::naive).toList(),
                new TreeMap<>(methods));
    }

    private One score(Series all, Covariates covariates, Map<String, Integer> methods) {
        double scale = Mase.scale(all.slice(all.start(), firstOrigin).toArray(), 24);
        ScoreSheet ours = new ScoreSheet(scale);
        ScoreSheet naive = new ScoreSheet(scale);
        Instant warmUp = firstOrigin.minus(SPACING.multipliedBy(30));
        Instant earliest = all.start().plus(Duration.ofDays(1));
        while (warmUp.isBefore(earliest)) {
            warmUp = warmUp.plus(SPACING);
        }
        NaiveBaseline baseline = new NaiveBaseline(all, warmUp);
        for (int k = 0; k < origins; k++) {
            Instant origin = firstOrigin.plus(SPACING.multipliedBy(k));
            Series known = all.slice(all.start(), origin);
            Forecast last = baseline.at(origin);
            if (SeriesTrainer.standard().train(known, covariates, profile) instanceof TrainedSeries.Trained trained
                    && trained.model().forecast(known, covariates, origin, HORIZON)
                            instanceof ForecastResult.Issued(Forecast forecast, String note)) {
                methods.merge(note.isEmpty() ? forecast.method() : note, 1, Integer::sum);
                add(ours, forecast, all);
            } else {
                methods.merge("none: the baseline counts", 1, Integer::sum);
                add(ours, last, all);
            }
            add(naive, last, all);
        }
        return new One(ours.scores(), naive.scores());
    }

    private static void add(ScoreSheet sheet, Forecast forecast, Series all) {
        for (int lead = 1; lead <= HORIZON.steps(); lead++) {
            sheet.add(forecast, lead, all.at(forecast.validFrom(lead)));
        }
    }
}
