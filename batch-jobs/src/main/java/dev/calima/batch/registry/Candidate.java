package dev.calima.batch.registry;

import dev.calima.batch.config.TrainingDefinition;
import dev.calima.forecasting.backtest.OriginLosses;

/**
 * A model that was just learnt.
 *
 * @param algorithm that its backtest chose
 * @param settings how it was learnt
 * @param losses of its backtest
 * @param naiveLosses those of the seasonal naive in the same backtest
 */
public record Candidate(String algorithm, TrainingDefinition settings, OriginLosses losses, OriginLosses naiveLosses) {

    /** Name of the seasonal naive that everything is measured against. */
    public static final String NAIVE = "seasonal-naive-24";

    boolean isNaive() {
        return algorithm.equals(NAIVE);
    }
}
