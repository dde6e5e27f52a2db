package dev.calima.forecasting.train;

import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.Backtest;
import dev.calima.forecasting.backtest.BacktestReport;
import dev.calima.forecasting.backtest.ModelSelection;
import dev.calima.forecasting.interval.AdaptiveConformal;
import dev.calima.forecasting.interval.PastForecasts;
import dev.calima.forecasting.model.Climatology;
import dev.calima.forecasting.model.CombinedForecaster;
import dev.calima.forecasting.model.KnnAnalogue;
import dev.calima.forecasting.model.RidgeDirect;
import dev.calima.forecasting.model.SeasonalNaive;
import dev.calima.forecasting.model.StorableModel;
import dev.calima.forecasting.prepare.SpikeFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains one series from end to end: checks that it carries a training, drops spikes, backtests every entrant, chooses
 * one, fits it on everything and calibrates it. Stateless, repeatable bit for bit, safe to share between threads.
 *
 * <p>Enough data means: first and last value at least {@code minHistoryDays} apart, less than {@code maxMissingShare}
 * of the hours between them missing, and enough past errors to calibrate. Entrants other than the seasonal naive and
 * climatology also ask for {@code minRegressionDays} and {@code maxRegressionMissingShare}.
 *
 * <p>Within the backtest, only the limit above which an isolated value counts as a spike comes from the whole history;
 * everything else an origin sees lies before it. Selection happens at the first origin hour of the profile.
 */
public final class SeriesTrainer {

    private static final SeasonalNaive NAIVE = SeasonalNaive.DAILY;

    private final List<Forecaster> plain;
    private final List<Forecaster> demanding;

    private SeriesTrainer(List<Forecaster> plain, List<Forecaster> demanding) {
        this.plain = List.copyOf(plain);
        this.demanding = List.copyOf(demanding);
    }

    /** The usual entrants: seasonal naive, climatology, and the mean of ridge regression and analogues. */
    public static SeriesTrainer standard() {
        return of(CombinedForecaster.of(new RidgeDirect(), KnnAnalogue.USUAL));
    }

    /** Seasonal naive, climatology and these, which must produce storable models. */
    public static SeriesTrainer of(Forecaster... demanding) {
        return new SeriesTrainer(List.of(new Climatology()), List.of(demanding));
    }

    /** Trains on everything in the history; never throws on poor data. */
    public TrainedSeries train(Series history, TrainingProfile profile) {
        Series recent = newest(history.trimmed(), profile);
        double days = recent.size() / 24.0;
        if (days < profile.minHistoryDays()) {
            return new TrainedSeries.Refused(String.format(
                    Locale.ROOT, "%.1f days between first and last value, %d needed", days, profile.minHistoryDays()));
        }
        if (recent.missingShare() >= profile.maxMissingShare()) {
            return new TrainedSeries.Refused(String.format(
                    Locale.ROOT,
                    "%.0f %% of the hours are missing, less than %.0f %% allowed",
                    100 * recent.missingShare(),
                    100 * profile.maxMissingShare()));
        }
        SpikeFilter spikes = SpikeFilter.learn(recent.toArray());
        Series clean = Series.hourly(recent.start(), spikes.apply(recent.toArray()));
        List<String> notes = new ArrayList<>();
        if (clean.present() < recent.present()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d isolated values above %.4g left out",
                    recent.present() - clean.present(),
                    spikes.limit()));
        }
        List<Forecaster> entrants = entrants(days, clean.missingShare(), profile, notes);
        return choose(clean, spikes, entrants, profile, notes);
    }

    private static Series newest(Series history, TrainingProfile profile) {
        int most = profile.maxHistoryDays() * 24;
        return history.size() <= most
                ? history
                : history.slice(history.instant(history.size() - most), history.end())
                        .trimmed();
    }

    private List<Forecaster> entrants(double days, double missing, TrainingProfile profile, List<String> notes) {
        List<Forecaster> entrants = new ArrayList<>(plain);
        String reason = "";
        if (days < profile.minRegressionDays()) {
            reason = String.format(Locale.ROOT, "%.1f days of history, %d needed", days, profile.minRegressionDays());
        } else if (missing >= profile.maxRegressionMissingShare()) {
            reason = String.format(
                    Locale.ROOT,
                    "%.0f %% of the hours missing, less than %.0f %% allowed",
                    100 * missing,
                    100 * profile.maxRegressionMissingShare());
        }
        for (Forecaster forecaster : demanding) {
            if (reason.isEmpty()) {
                entrants.add(forecaster);
            } else {
                notes.add(forecaster.name() + " did not take part: " + reason);
            }
        }
        return entrants;
    }

    private static TrainedSeries choose(
            Series history,
            SpikeFilter spikes,
            List<Forecaster> entrants,
            TrainingProfile profile,
            List<String> notes) {
        Instant now = lastOrigin(history, profile, profile.originHours().getFirst());
        List<Instant> origins = Backtest.origins(history, now, profile);
        Entry naive = enter(history, now, NAIVE, profile, origins);
        if (naive.outcome().isEmpty()) {
            return new TrainedSeries.Refused(origins.size() + " past forecasts are too few to calibrate from");
        }
        List<Entry> entries = new ArrayList<>(List.of(naive));
        List<BacktestReport> reports = new ArrayList<>(List.of(naive.report(history, naive, profile)));
        for (Forecaster forecaster : entrants) {
            Entry entry = enter(history, now, forecaster, profile, origins);
            if (entry.outcome().isEmpty() || entry.model().isEmpty()) {
                notes.add(forecaster.name() + " did not take part: " + entry.problem());
            } else {
                entries.add(entry);
                reports.add(entry.report(history, naive, profile));
            }
        }
        ModelSelection selection = ModelSelection.among(reports);
        Entry best = entries.stream()
                .filter(entry -> entry.forecaster().name().equals(selection.chosen()))
                .findFirst()
                .orElse(naive);
        List<TrainedModel.Phase> phases = new ArrayList<>();
        addPhase(phases, profile.originHours().getFirst(), best, naive);
        for (int hour : profile.originHours().subList(1, profile.originHours().size())) {
            Instant then = lastOrigin(history, profile, hour);
            List<Instant> past = Backtest.origins(history, then, profile);
            Entry fallback = enter(history, then, NAIVE, profile, past);
            Entry chosen =
                    best.forecaster().equals(NAIVE) ? fallback : enter(history, then, best.forecaster(), profile, past);
            addPhase(phases, hour, chosen, fallback);
        }
        if (phases.isEmpty()) {
            return new TrainedSeries.Refused(best.problem());
        }
        TrainedModel model = TrainedModel.of(
                profile.dayTypes(),
                profile.horizon(),
                profile.minRecentHours(),
                Math.max(0, history.max()),
                spikes,
                phases);
        return new TrainedSeries.Trained(model, selection, notes);
    }

    /** The latest end of a usable past at a local hour: at most a day before the end of the history. */
    private static Instant lastOrigin(Series history, TrainingProfile profile, int hour) {
        Instant origin = history.end();
        for (int back = 0; back < 25 && profile.dayTypes().hourOf(origin) != hour; back++) {
            origin = origin.minus(Series.HOUR);
        }
        return origin;
    }

    private static void addPhase(List<TrainedModel.Phase> phases, int hour, Entry chosen, Entry fallback) {
        chosen.phase(hour, fallback).ifPresent(phases::add);
    }

    private static Entry enter(
            Series history, Instant now, Forecaster forecaster, TrainingProfile profile, List<Instant> origins) {
        PastForecasts past = Backtest.rollingOrigin(history, now, forecaster, profile, origins);
        Optional<AdaptiveConformal.Outcome> outcome =
                AdaptiveConformal.calibrate(past, now, profile.calibrationHalfLifeDays(), profile.horizon());
        FitResult fit = forecaster.fit(history.slice(history.start(), now), profile);
        return switch (fit) {
            case FitResult.NotFitted missing ->
                new Entry(forecaster, past, outcome, Optional.empty(), missing.reason());
            case FitResult.Fitted(StorableModel model) ->
                new Entry(forecaster, past, outcome, Optional.of(model), "too few past forecasts to calibrate from");
            case FitResult.Fitted other ->
                new Entry(
                        forecaster,
                        past,
                        outcome,
                        Optional.empty(),
                        other.model().name() + " cannot be stored");
        };
    }

    private record Entry(
            Forecaster forecaster,
            PastForecasts past,
            Optional<AdaptiveConformal.Outcome> outcome,
            Optional<StorableModel> model,
            String problem) {

        BacktestReport report(Series history, Entry naive, TrainingProfile profile) {
            return Backtest.report(
                    forecaster.name(),
                    history,
                    past,
                    outcome.map(AdaptiveConformal.Outcome::issued).orElse(List.of()),
                    naive.past,
                    naive.outcome.map(AdaptiveConformal.Outcome::issued).orElse(List.of()),
                    profile);
        }

        Optional<TrainedModel.Phase> phase(int hour, Entry fallback) {
            if (model.isEmpty() || outcome.isEmpty() || fallback.model.isEmpty() || fallback.outcome.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new TrainedModel.Phase(
                    hour,
                    model.get(),
                    outcome.get().calibration(),
                    fallback.model.get(),
                    fallback.outcome.get().calibration()));
        }
    }
}
