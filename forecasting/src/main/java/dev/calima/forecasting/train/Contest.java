package dev.calima.forecasting.train;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.Backtest;
import dev.calima.forecasting.backtest.ErrorWeights;
import dev.calima.forecasting.interval.AdaptiveConformal;
import dev.calima.forecasting.interval.PastForecasts;
import dev.calima.forecasting.model.CombinedForecaster;
import dev.calima.forecasting.model.StorableModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entrants of one series at one local hour of the day: each is backtested from the same past origins, fitted to
 * everything and calibrated. An algorithm is run once, also when it is both an entrant and a member. Not safe for threads.
 */
final class Contest {

    private final Series known;
    private final Covariates covariates;
    private final TrainingProfile profile;
    private final Instant now;
    private final List<Instant> origins;
    private final Map<String, Run> runs = new HashMap<>();

    private record Run(PastForecasts past, @Nullable StorableModel model, String problem) {}

    Contest(Series history, Covariates covariates, TrainingProfile profile, int hour) {
        this.covariates = covariates;
        this.profile = profile;
        now = lastOrigin(history, profile, hour);
        known = history.slice(history.start(), now);
        origins = Backtest.origins(history, now, profile);
    }

    /** The latest end of a usable past at a local hour: at most a day before the end of the history. */
    private static Instant lastOrigin(Series history, TrainingProfile profile, int hour) {
        Instant origin = history.end();
        for (int back = 0; back < 25 && profile.dayTypes().hourOf(origin) != hour; back++) {
            origin = origin.minus(Series.HOUR);
        }
        return origin;
    }

    /** How many past origins there are. */
    int origins() {
        return origins.size();
    }

    /** Backtests, fits and calibrates one algorithm. */
    Entry enter(Forecaster forecaster) {
        Run run = run(forecaster);
        return entry(forecaster.name(), forecaster, List.of(), run.past(), run.model(), run.problem());
    }

    /** The mean of several, weighted by their past errors; it needs every one of them. */
    Entry combine(List<Forecaster> members) {
        String name = members.stream().map(Forecaster::name).collect(Collectors.joining("+", "mean(", ")"));
        Set<Instant> common = new HashSet<>(origins);
        List<StorableModel> models = new ArrayList<>();
        String problem = "";
        for (Forecaster member : members) {
            Run run = run(member);
            common.retainAll(new HashSet<>(run.past().origins()));
            if (run.model() == null) {
                problem = member.name() + ": " + run.problem();
            } else {
                models.add(run.model());
            }
        }
        List<PastForecasts> pasts =
                members.stream().map(member -> run(member).past().from(common)).toList();
        ErrorWeights weights = ErrorWeights.of(pasts, profile.calibrationHalfLifeDays(), profile.horizon());
        StorableModel model = problem.isEmpty() ? CombinedForecaster.Fitted.weighted(models, weights.at(now)) : null;
        return entry(name, members.getFirst(), members, weights.combined(), model, problem);
    }

    private Run run(Forecaster forecaster) {
        return runs.computeIfAbsent(forecaster.name(), name -> {
            Forecaster.Refits refits = forecaster.refits(known, covariates, profile);
            PastForecasts past = Backtest.rollingOrigin(known, covariates, refits, profile, origins);
            return switch (refits.before(now)) {
                case FitResult.NotFitted missing -> new Run(past, null, missing.reason());
                case FitResult.Fitted(StorableModel model) -> new Run(past, model, "");
                case FitResult.Fitted other -> new Run(past, null, other.model().name() + " cannot be stored");
            };
        });
    }

    private Entry entry(
            String name,
            Forecaster forecaster,
            List<Forecaster> members,
            PastForecasts past,
            @Nullable StorableModel model,
            String problem) {
        Optional<AdaptiveConformal.Outcome> outcome =
                AdaptiveConformal.calibrate(past, now, profile.calibrationHalfLifeDays(), profile.horizon());
        return new Entry(
                name,
                forecaster,
                members,
                past,
                outcome,
                Optional.ofNullable(model),
                problem.isEmpty() ? "too few past forecasts to calibrate from" : problem);
    }
}
