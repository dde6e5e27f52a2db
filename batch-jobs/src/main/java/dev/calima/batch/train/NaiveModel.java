package dev.calima.batch.train;

import dev.calima.forecasting.train.TrainedModel;
import java.util.List;

/** The seasonal naive that every trained model carries as its fallback, as a model of its own. */
final class NaiveModel {

    private NaiveModel() {}

    static TrainedModel of(TrainedModel model) {
        List<TrainedModel.Phase> phases = model.phases().stream()
                .map(phase -> new TrainedModel.Phase(
                        phase.originHour(),
                        phase.fallback(),
                        phase.fallbackCalibration(),
                        phase.fallback(),
                        phase.fallbackCalibration()))
                .toList();
        return TrainedModel.of(
                model.dayTypes(), model.horizon(), model.minRecentHours(), model.historicMax(), model.spikes(), phases);
    }
}
