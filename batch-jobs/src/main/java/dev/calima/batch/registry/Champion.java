package dev.calima.batch.registry;

import dev.calima.batch.config.TrainingDefinition;
import dev.calima.forecasting.backtest.OriginLosses;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The model of a series that forecasts are made with, as far as a challenger is concerned.
 *
 * @param modelId its key
 * @param algorithm its algorithm
 * @param settings how it was learnt; null when that was not kept, or is not understood any more
 * @param profileVersion version of its profile; null when that was not kept
 * @param dataAsOf the newest change of any observation that it was learnt from; null when that was not kept
 * @param ascent how it got its place
 * @param losses of its backtest; without origins when they were not kept
 */
public record Champion(
        long modelId,
        String algorithm,
        @Nullable TrainingDefinition settings,
        @Nullable Integer profileVersion,
        @Nullable Instant dataAsOf,
        Ascent ascent,
        OriginLosses losses) {

    /** Whether nothing may take its place by itself. */
    public boolean isHeld() {
        return ascent == Ascent.ROLLED_BACK;
    }

    /** Whether another would be learnt in the same way: a name, a version or the series that a profile is for make no difference. */
    public boolean isLearntAs(TrainingDefinition other) {
        return settings != null && settings.usual().equals(other.usual());
    }
}
