package dev.calima.forecasting.train;

import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.Backtest;
import dev.calima.forecasting.backtest.BacktestReport;
import dev.calima.forecasting.interval.AdaptiveConformal;
import dev.calima.forecasting.interval.PastForecasts;
import dev.calima.forecasting.model.StorableModel;
import java.util.List;
import java.util.Optional;

/**
 * One who took part in a {@link Contest}.
 *
 * @param name name of the algorithm
 * @param forecaster the algorithm; of a combination the first member
 * @param members of a combination, else empty
 * @param past its past forecasts
 * @param outcome its calibration; empty when too few past errors are known
 * @param model fitted to everything; empty when it cannot be
 * @param problem why it cannot be chosen, when it cannot
 */
record Entry(
        String name,
        Forecaster forecaster,
        List<Forecaster> members,
        PastForecasts past,
        Optional<AdaptiveConformal.Outcome> outcome,
        Optional<StorableModel> model,
        String problem) {

    BacktestReport report(Series history, Entry naive, TrainingProfile profile) {
        return Backtest.report(
                name,
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
