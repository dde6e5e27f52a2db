package dev.calima.forecasting.train;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.BacktestReport;
import dev.calima.forecasting.backtest.ModelSelection;
import dev.calima.forecasting.model.Algorithms;
import dev.calima.forecasting.model.Climatology;
import dev.calima.forecasting.model.SeasonalNaive;
import dev.calima.forecasting.prepare.SpikeFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    private final List<Forecaster> fixed;

    private SeriesTrainer(List<Forecaster> fixed) {
        this.fixed = List.copyOf(fixed);
    }

    /** The seasonal naive and the entrants that the profile names. */
    public static SeriesTrainer standard() {
        return new SeriesTrainer(List.of());
    }

    /** Seasonal naive, climatology and these, whatever the profile names; they must produce storable models. */
    public static SeriesTrainer of(Forecaster... entrants) {
        List<Forecaster> all = new ArrayList<>(List.of(new Climatology()));
        all.addAll(List.of(entrants));
        return new SeriesTrainer(all);
    }

    /** Trains without covariates. */
    public TrainedSeries train(Series history, TrainingProfile profile) {
        return train(history, Covariates.none(), profile);
    }

    /**
     * Trains on everything in the history; never throws on poor data.
     *
     * @param known covariates of the same hours
     * @throws IllegalArgumentException when the profile names an algorithm that there is not
     */
    public TrainedSeries train(Series history, Covariates known, TrainingProfile profile) {
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
        Field field = field(days, clean.missingShare(), profile, notes);
        return choose(clean, known, spikes, field, profile, notes);
    }

    /** Who takes part: entrants, and the members of the combination, empty when there is none. */
    private record Field(List<Forecaster> entrants, List<Forecaster> members) {}

    private static Series newest(Series history, TrainingProfile profile) {
        int most = profile.maxHistoryDays() * 24;
        return history.size() <= most
                ? history
                : history.slice(history.instant(history.size() - most), history.end())
                        .trimmed();
    }

    private Field field(double days, double missing, TrainingProfile profile, List<String> notes) {
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
        List<Forecaster> candidates = fixed.isEmpty()
                ? profile.entrants().stream()
                        .filter(name -> !name.equals(TrainingProfile.COMBINATION))
                        .map(SeriesTrainer::named)
                        .toList()
                : fixed;
        List<Forecaster> entrants = new ArrayList<>();
        for (Forecaster one : candidates) {
            if (one.isDemanding() && !reason.isEmpty()) {
                notes.add(one.name() + " did not take part: " + reason);
            } else if (!one.equals(NAIVE)) {
                entrants.add(one);
            }
        }
        List<Forecaster> members = new ArrayList<>();
        if (fixed.isEmpty() && profile.entrants().contains(TrainingProfile.COMBINATION)) {
            for (String name : profile.members()) {
                Forecaster one = named(name);
                if (!one.isDemanding() || reason.isEmpty()) {
                    members.add(one);
                }
            }
            if (members.size() < 2) {
                members.clear();
                notes.add("mean(" + String.join("+", profile.members()) + ") did not take part: " + reason);
            }
        }
        return new Field(entrants, members);
    }

    private static Forecaster named(String name) {
        return Algorithms.find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no algorithm is called " + name + "; there are " + Algorithms.names()));
    }

    private static TrainedSeries choose(
            Series history,
            Covariates known,
            SpikeFilter spikes,
            Field field,
            TrainingProfile profile,
            List<String> notes) {
        Contest contest =
                new Contest(history, known, profile, profile.originHours().getFirst());
        Entry naive = contest.enter(NAIVE);
        if (naive.outcome().isEmpty()) {
            return new TrainedSeries.Refused(contest.origins() + " past forecasts are too few to calibrate from");
        }
        List<Entry> entries = new ArrayList<>(List.of(naive));
        for (Forecaster forecaster : field.entrants()) {
            entries.add(contest.enter(forecaster));
        }
        if (!field.members().isEmpty()) {
            entries.add(contest.combine(field.members()));
        }
        List<BacktestReport> reports = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.model().isEmpty() || entry.outcome().isEmpty()) {
                notes.add(entry.name() + " did not take part: " + entry.problem());
            } else {
                reports.add(entry.report(history, naive, profile));
            }
        }
        if (reports.isEmpty() || naive.model().isEmpty()) {
            return new TrainedSeries.Refused(naive.problem());
        }
        ModelSelection selection = ModelSelection.among(reports);
        Entry best = entries.stream()
                .filter(entry -> entry.name().equals(selection.chosen()))
                .findFirst()
                .orElse(naive);
        List<TrainedModel.Phase> phases = new ArrayList<>();
        best.phase(profile.originHours().getFirst(), naive).ifPresent(phases::add);
        for (int hour : profile.originHours().subList(1, profile.originHours().size())) {
            Contest other = new Contest(history, known, profile, hour);
            Entry fallback = other.enter(NAIVE);
            Entry chosen = best.members().isEmpty()
                    ? best.equals(naive) ? fallback : other.enter(best.forecaster())
                    : other.combine(best.members());
            chosen.phase(hour, fallback).ifPresent(phases::add);
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
}
